import { describe, expect, test } from '@jest/globals';
import { accountId, constant, factsOf, region, template, type PlannedPart } from './plan-documents';

const symbol = `arn:aws:kms:${region}:${accountId}:key/aws_kms_key.K`;
const roleArn = `arn:aws:iam::${accountId}:role/app`;
const documentOf = (resource: string) => ({
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: resource }],
});
const policy = (resource: string) => JSON.stringify(documentOf(resource));

/** A tenant that the plan adds, as a stack of ours writes it. */
const added: readonly PlannedPart[] = [
  {
    type: 'aws_kms_key',
    name: 'K',
    after: {
      is_enabled: true,
      policy: policy('*'),
      deletion_window_in_days: 30,
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      tags_all: { team: 'x' },
    },
    unknown: { arn: true, key_id: true, id: true },
    written: { policy: constant(policy('*')) },
  },
  {
    type: 'aws_kms_alias',
    name: 'A',
    after: { name: 'alias/acme' },
    unknown: { target_key_id: true },
    written: { target_key_id: template('${aws_kms_key.K.key_id}') },
  },
  {
    type: 'aws_s3_bucket',
    name: 'B',
    after: { bucket: 'corp-acme', force_destroy: false },
    unknown: { id: true, arn: true, policy: true, server_side_encryption_configuration: true, versioning: true },
    written: { bucket: constant('corp-acme') },
  },
  {
    type: 'aws_s3_bucket_policy',
    name: 'P',
    after: { bucket: 'corp-acme' },
    unknown: { policy: true },
    written: { policy: template(policy('${aws_kms_key.K.arn}')) },
  },
  {
    type: 'aws_s3_bucket_server_side_encryption_configuration',
    name: 'E',
    after: {
      bucket: 'corp-acme',
      rule: [{ bucket_key_enabled: true, apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms' }] }],
    },
    unknown: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
    written: {
      rule: [
        {
          apply_server_side_encryption_by_default: [
            { sse_algorithm: constant('aws:kms'), kms_master_key_id: template('${aws_kms_key.K.arn}') },
          ],
        },
      ],
    },
  },
  {
    type: 'aws_iam_role',
    name: 'R',
    after: { name: 'app', path: '/', assume_role_policy: policy('*') },
    unknown: { arn: true, id: true, inline_policy: true, managed_policy_arns: true },
    written: { name: constant('app') },
  },
  {
    type: 'aws_kms_grant',
    name: 'G',
    after: {
      name: 'g',
      grantee_principal: roleArn,
      operations: ['Decrypt'],
      constraints: [{ encryption_context_equals: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' } }],
      retiring_principal: null,
    },
    unknown: { key_id: true, grant_id: true, grant_token: true },
    sensitive: { grant_token: true },
    written: { key_id: template('${aws_kms_key.K.arn}') },
  },
];

describe('a plan that adds a tenant', () => {
  test('is read with a key that has its address for an ARN, wherever it is named', async () => {
    const { before, after, diagnostics } = await factsOf(added);
    expect(before.world.keys.size + before.world.buckets.size + before.world.principals.size).toBe(0);
    expect(after.world.keys.get(symbol)).toMatchObject({
      aliases: { known: true, value: ['alias/acme'] },
      policy: { known: true, value: documentOf('*') },
      tags: { value: { team: 'x' } },
    });
    expect(after.world.buckets.get('corp-acme')).toMatchObject({
      policy: { known: true, value: documentOf(symbol) },
      encryption: { value: { algorithm: 'aws:kms', keyId: { value: symbol }, bucketKeyEnabled: { value: true } } },
      accountId,
      region,
    });
    expect(after.world.grants.get('aws_kms_grant.G')).toMatchObject({
      keyArn: symbol,
      granteePrincipal: { value: roleArn },
    });
    expect(diagnostics).toEqual([]);
  });

  test('is read with the details beyond access', async () => {
    const { after } = await factsOf(added);
    expect(after.keys.get(symbol)).toEqual({
      address: 'aws_kms_key.K',
      rotationEnabled: { known: true, value: true },
      rotationPeriodDays: { known: true, value: 365 },
      deletionWindowDays: { known: true, value: 30 },
    });
    expect(after.buckets.get('corp-acme')).toMatchObject({
      address: 'aws_s3_bucket.B',
      policyAddress: 'aws_s3_bucket_policy.P',
      encryptionAddress: 'aws_s3_bucket_server_side_encryption_configuration.E',
      forceDestroy: { value: false },
      versioning: { value: 'Disabled' },
    });
    expect(after.grants.get('aws_kms_grant.G')).toEqual({
      address: 'aws_kms_grant.G',
      name: { known: true, value: 'g' },
      retiringPrincipal: { known: true, value: undefined },
    });
    expect(after.principals.get(roleArn)).toEqual({ address: 'aws_iam_role.R' });
  });

  test('is read with each change and what it is about', async () => {
    const { changes, source } = await factsOf(added);
    expect(changes.map(({ address, kind, subject }) => [address, kind, subject?.kind, subject?.id])).toEqual([
      ['aws_kms_key.K', 'create', 'key', symbol],
      ['aws_kms_alias.A', 'create', 'key', symbol],
      ['aws_s3_bucket.B', 'create', 'bucket', 'corp-acme'],
      ['aws_s3_bucket_policy.P', 'create', 'bucket', 'corp-acme'],
      ['aws_s3_bucket_server_side_encryption_configuration.E', 'create', 'bucket', 'corp-acme'],
      ['aws_iam_role.R', 'create', 'principal', roleArn],
      ['aws_kms_grant.G', 'create', 'grant', 'aws_kms_grant.G'],
    ]);
    expect(source).toEqual({
      formatVersion: '1.2',
      producer: 'terraform',
      producerVersion: '1.11.4',
      errored: false,
      deferred: [],
      resourceCount: 7,
    });
  });

  test('has the tenants of its outputs, with what is not known of them found', async () => {
    const value = { bucketName: 'corp-acme', prefix: 'acme/', keyArn: '${aws_kms_key.K.arn}' };
    const output = {
      actions: ['create'],
      before: null,
      after: { bucketName: 'corp-acme', prefix: 'acme/' },
      after_unknown: { keyArn: true },
    };
    const { before, after } = await factsOf(added, {
      output_changes: { acme: output, text: { actions: ['create'], before: null, after: 'x' } },
      configuration: { root_module: { resources: [], outputs: { acme: { expression: template(value) } } } },
    });
    expect([...before.world.tenants.values()]).toEqual([]);
    expect([...after.world.tenants.values()]).toMatchObject([{ id: 'acme', bucket: 'corp-acme', prefix: 'acme/' }]);
    expect(after.world.tenants.get('acme')?.keyArn).toMatchObject({ known: true });
  });
});
