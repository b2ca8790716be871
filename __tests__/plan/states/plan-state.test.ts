import { describe, expect, test } from '@jest/globals';
import { accountId, constant, factsOf, references, region, unchanged, type PlannedPart } from '../plan-documents';

const key = (id: string) => `arn:aws:kms:${region}:${accountId}:key/${id}`;
const documentOf = (Sid: string) => ({ Statement: [{ Sid, Effect: 'Allow', Action: '*', Resource: '*' }] });
const policy = (Sid: string) => JSON.stringify(documentOf(Sid));
const userArn = `arn:aws:iam::${accountId}:user/ann`;
const user = unchanged('aws_iam_user', 'U', { name: 'ann', arn: userArn, path: '/', tags_all: { team: 'x' } });

describe('the principals of a plan', () => {
  test('are users with the policies that are attached to them', async () => {
    const managed = `arn:aws:iam::${accountId}:policy/p`;
    const { after } = await factsOf([
      user,
      unchanged('aws_iam_user_policy', 'I', { user: 'ann', name: 'inline', policy: policy('inline') }),
      unchanged('aws_iam_policy', 'P', { name: 'p', arn: managed, policy: policy('managed') }),
      unchanged('aws_iam_user_policy_attachment', 'A', { user: 'ann', policy_arn: managed }),
      unchanged('aws_iam_policy_attachment', 'B', {
        users: ['ann'],
        roles: [],
        policy_arn: 'arn:aws:iam::aws:policy/X',
      }),
    ]);
    expect(after.world.principals.get(userArn)).toMatchObject({
      kind: 'user',
      tags: { value: { team: 'x' } },
      identityPolicies: {
        value: [
          { name: 'inline', document: { value: documentOf('inline') } },
          { name: managed, document: { value: documentOf('managed') } },
          { name: 'arn:aws:iam::aws:policy/X', document: { known: false } },
        ],
      },
    });
    expect(after.principals.get(userArn)).toEqual({ address: 'aws_iam_user.U' });
  });

  test.each([
    unchanged('aws_iam_user_group_membership', 'G', { user: 'ann', groups: ['admins'] }),
    unchanged('aws_iam_group_membership', 'G', { users: ['bob', 'ann'], group: 'admins' }),
  ])('have unknown policies when $type puts them into a group', async (membership) => {
    const { after } = await factsOf([user, membership]);
    const why = `the policies of its groups are not read (${membership.type}.G)`;
    expect(after.world.principals.get(userArn)).toMatchObject({ identityPolicies: { known: false, why } });
  });

  test('have their address for a name that only the apply gives, and the plan says so', async () => {
    const role: PlannedPart = {
      type: 'aws_iam_role',
      name: 'R',
      index: 'a*"b',
      after: { path: '/' },
      unknown: { name: true, arn: true },
      written: { name: { references: ['random_id.x.hex', 'random_id.x'] } },
    };
    const { after, diagnostics } = await factsOf([role]);
    expect([...after.world.principals.keys()]).toEqual([`arn:aws:iam::${accountId}:role/aws_iam_role.R[a%2A%5Cb]`]);
    expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([['TB7026', 'aws_iam_role.R["a*\\"b"]']]);
  });
});

describe('the keys of a plan', () => {
  test.each([
    ['aws_kms_key', { is_enabled: false, enable_key_rotation: true }, 'Disabled', true],
    ['aws_kms_replica_key', { enabled: true, key_rotation_enabled: true }, 'Enabled', true],
    ['aws_kms_external_key', { enabled: false }, 'Disabled', false],
  ])('are those of %s', async (type, values, state, rotates) => {
    const { after } = await factsOf([unchanged(type, 'K', { arn: key('1'), policy: policy('own'), ...values })]);
    expect(after.world.keys.get(key('1'))).toMatchObject({ state: { value: state }, policy: { known: true } });
    expect(after.keys.get(key('1'))?.rotationEnabled).toEqual({ known: true, value: rotates });
  });

  test('have grants with the one constraint that is set, of the two that are read back', async () => {
    const constraints = [{ encryption_context_equals: { a: 'b' }, encryption_context_subset: {} }];
    const { after } = await factsOf([
      unchanged('aws_kms_grant', 'G', { key_id: key('1'), operations: [], constraints }),
    ]);
    expect(after.world.grants.get('aws_kms_grant.G')?.constraints).toEqual({
      known: true,
      value: { encryptionContextEquals: { a: 'b' } },
    });
  });

  test('have grants, also such as may be on any of them', async () => {
    const grant = { operations: ['Decrypt'], grantee_principal: userArn, constraints: [] };
    const { after } = await factsOf([
      unchanged('aws_kms_key', 'K', { arn: key('1') }),
      unchanged('aws_kms_grant', 'G', { ...grant, key_id: '1' }),
      {
        type: 'aws_kms_grant',
        name: 'H',
        after: grant,
        unknown: { key_id: true },
        written: { key_id: references('x.y.z') },
      },
    ]);
    expect([...after.world.grants.values()].map(({ id, keyArn, visible }) => [id, keyArn, visible.known])).toEqual([
      ['aws_kms_grant.G', key('1'), true],
      [`aws_kms_grant.H on ${key('1')}`, key('1'), false],
    ]);
    expect([...after.grants.values()].map(({ address }) => address)).toEqual(['aws_kms_grant.G', 'aws_kms_grant.H']);
  });
});

describe('the accounts of a plan', () => {
  test('have the Block Public Access that the plan sets', async () => {
    const settings = { account_id: accountId, block_public_policy: true, restrict_public_buckets: false };
    const { after } = await factsOf([user, unchanged('aws_s3_account_public_access_block', 'X', settings)]);
    expect(after.world.accounts.get(accountId)?.publicAccessBlock).toEqual({
      known: true,
      value: { blockPublicPolicy: true, restrictPublicBuckets: false },
    });
  });
});

describe('the tenants of a plan', () => {
  const bucket = (name: string, tags_all: object) => unchanged('aws_s3_bucket', name, { bucket: name, tags_all });

  test('are those of tags, with the key of the same tag or the one that the bucket uses', async () => {
    const rule = [
      { apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: key('2') }] },
    ];
    const { after } = await factsOf([
      bucket('one', { Tenant: 'acme' }),
      bucket('two', { tenant: 'acme' }),
      bucket('three', { tenant: 'initech' }),
      bucket('four', { tenant: 'umbrella' }),
      bucket('five', { team: 'x' }),
      unchanged('aws_kms_key', 'K', { arn: key('1'), tags_all: { tenant: 'acme' } }),
      unchanged('aws_s3_bucket_server_side_encryption_configuration', 'E', { bucket: 'three', rule }),
    ]);
    expect([...after.world.tenants.values()]).toEqual([
      { id: 'acme', bucket: 'one', keyArn: { known: true, value: key('1') } },
      { id: 'acme/two', bucket: 'two', keyArn: { known: true, value: key('1') } },
      { id: 'initech', bucket: 'three', keyArn: { known: true, value: key('2') } },
      {
        id: 'umbrella',
        bucket: 'four',
        keyArn: { known: false, why: 'the bucket is encrypted under no key of a customer' },
      },
    ]);
  });

  test('are those of outputs first', async () => {
    const output = {
      actions: ['no-op'],
      before: { bucketName: 'one', keyArn: key('1') },
      after: { bucketName: 'one', keyArn: key('1') },
    };
    const { before } = await factsOf([bucket('one', { tenant: 'other' })], { output_changes: { acme: output } });
    expect([...before.world.tenants.keys()]).toEqual(['acme']);
  });

  test('are those of outputs written in HCL, where each part names one thing', async () => {
    const { after } = await factsOf(
      [{ type: 'aws_kms_key', name: 'K', after: {}, unknown: { arn: true }, written: {} }],
      {
        output_changes: { acme: { actions: ['create'], after: { bucketName: 'b' }, after_unknown: { keyArn: true } } },
        configuration: {
          provider_config: {
            aws: { name: 'aws', expressions: { region: constant(region), allowed_account_ids: constant([accountId]) } },
          },
          root_module: {
            resources: [{ type: 'aws_kms_key', name: 'K', mode: 'managed', provider_config_key: 'aws' }],
            outputs: { acme: { expression: references('aws_kms_key.K.arn', 'aws_s3_bucket.B.id') } },
          },
        },
      },
    );
    expect(after.world.tenants.get('acme')?.keyArn).toEqual({ known: true, value: key('aws_kms_key.K') });
  });
});
