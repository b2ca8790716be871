import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CancelKeyDeletionCommand,
  CreateGrantCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
  ScheduleKeyDeletionCommand,
  type CreateGrantCommandInput,
  type GrantListEntry,
  type GrantOperation,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { objectsAt, parseJsonObject, textAt } from '../../support/json';
import { refusalOf } from '../../support/refused';
import { doReadersWork, doWritersWork } from '../../support/role-work';
import { analystArn, tenantAccount, tenantsDuringThisFile } from '../../support/tenants-at-the-gateway';

const [acme, initech] = ['example-local-acme', 'example-local-initech'] as const;
const Key = 'kept';
/** Longer than any terraform takes: the virtual clock goes with the real one. */
const window = 86_400;
const hour = 3600;
const limitMs = 600_000;

const at = tenantsDuringThisFile(['acme', 'initech']);

beforeAll(async () => {
  await at()
    .s3('acme-app')
    .send(new PutObjectCommand({ Bucket: acme, Key, Body: 'data' }));
  await at()
    .s3('initech-app')
    .send(new PutObjectCommand({ Bucket: initech, Key, Body: 'data' }));
});

function read(role: string, Bucket: string = acme) {
  return refusalOf(() => at().s3(role).send(new GetObjectCommand({ Bucket, Key })));
}

/** Takes something away after a read, and tells what reads say until the end of the window and after it. */
async function darkness(role: string, bucket: string, takeAway: () => Promise<unknown>) {
  await at().control.change({ bucketKeyTtlSeconds: window });
  expect(await read(role, bucket)).toBeUndefined();
  await takeAway();
  const within = await read(role, bucket);
  await at().control.advance(window - hour);
  const shortBefore = await read(role, bucket);
  await at().control.advance(hour);
  return { within, shortBefore, after: await read(role, bucket) };
}

const goesDark = (after: object) => ({
  within: undefined,
  shortBefore: undefined,
  after: expect.objectContaining(after),
});
const deniedByKms = { code: 'AccessDenied', message: expect.stringContaining('kms:Decrypt') };

async function grantsOf(KeyId: string, grantee: string): Promise<readonly GrantListEntry[]> {
  const { Grants = [] } = await at().kmsRoot().send(new ListGrantsCommand({ KeyId }));
  return Grants.filter((one) => one.GranteePrincipal?.endsWith(grantee));
}

async function revoke(KeyId: string, grantee: string): Promise<GrantListEntry> {
  const [grant, ...others] = await grantsOf(KeyId, grantee);
  if (!grant || others.length > 0) throw new Error(`${grantee} has not one grant`);
  await at()
    .kmsRoot()
    .send(new RevokeGrantCommand({ KeyId, GrantId: grant.GrantId }));
  return grant;
}

async function grantAgain(KeyId: string, grant: GrantListEntry, Operations: readonly GrantOperation[]): Promise<void> {
  const { GranteePrincipal, Constraints } = grant;
  await at()
    .kmsRoot()
    .send(new CreateGrantCommand({ KeyId, GranteePrincipal, Constraints, Operations: [...Operations] }));
}

describe('a reader whose grant is gone', () => {
  test(
    'reads on under the bucket key that S3 holds, and no longer once that is over: removed by terraform (F22)',
    async () => {
      const withoutAnalyst = () =>
        at().change((tenant) => ({
          ...tenant,
          principals: tenant.principals.filter((one) => one.kind === 'created' || one.arn !== analystArn),
        }));
      expect(await darkness('analyst', acme, withoutAnalyst)).toEqual(goesDark(deniedByKms));
      expect(await grantsOf(at().keyOf('acme'), '/analyst')).toEqual([]);
      expect(await read('acme-reports')).toBeUndefined();
    },
    limitMs,
  );

  test('the same when KMS is told, and is let in again by a grant with the same terms (F22)', async () => {
    const KeyId = at().keyOf('acme');
    let grant: GrantListEntry | undefined;
    const takeAway = async () => (grant = await revoke(KeyId, '-reports'));
    expect(await darkness('acme-reports', acme, takeAway)).toEqual(goesDark(deniedByKms));
    if (grant) await grantAgain(KeyId, grant, grant.Operations ?? []);
    expect(await read('acme-reports')).toBeUndefined();
  });

  test('waits for a fresh grant as long as KMS takes to spread it (F23)', async () => {
    const KeyId = at().keyOf('acme');
    const grant = await revoke(KeyId, '-reports');
    await at().control.change({ grantDelaySeconds: 30 });
    await grantAgain(KeyId, grant, grant.Operations ?? []);
    expect(await read('acme-reports')).toMatchObject(deniedByKms);
    await at().control.advance(31);
    expect(await read('acme-reports')).toBeUndefined();
  });
});

describe('a tenant with a key in its own account', () => {
  const theirs = () => at().kmsRoot(tenantAccount);

  test('takes its key back by its policy, and gives it again (F22)', async () => {
    const KeyId = at().keyOf('initech');
    const { Policy = '{}' } = await theirs().send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    const document = parseJsonObject(Policy);
    const Statement = objectsAt(document, 'Statement').filter((one) => !textAt(one, 'Sid').startsWith('Read'));
    const narrowed = JSON.stringify({ ...document, Statement });
    const takeAway = () => theirs().send(new PutKeyPolicyCommand({ KeyId, Policy: narrowed }));
    expect(await darkness('initech-reports', initech, takeAway)).toEqual(goesDark({ code: 'AccessDenied' }));
    await theirs().send(new PutKeyPolicyCommand({ KeyId, Policy }));
    expect(await read('initech-reports', initech)).toBeUndefined();
  });

  test('disables its key, and enables it again (F22)', async () => {
    const KeyId = at().keyOf('initech');
    const takeAway = () => theirs().send(new DisableKeyCommand({ KeyId }));
    expect(await darkness('initech-reports', initech, takeAway)).toEqual(goesDark({ code: 'KMS.DisabledException' }));
    await theirs().send(new EnableKeyCommand({ KeyId }));
    expect(await read('initech-reports', initech)).toBeUndefined();
  });

  test('schedules the deletion of its key, and takes that back (F22)', async () => {
    const KeyId = at().keyOf('initech');
    const takeAway = () => theirs().send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    expect(await darkness('initech-reports', initech, takeAway)).toEqual(
      goesDark({ code: 'KMS.KMSInvalidStateException' }),
    );
    await theirs().send(new CancelKeyDeletionCommand({ KeyId }));
    await theirs().send(new EnableKeyCommand({ KeyId }));
    expect(await read('initech-reports', initech)).toBeUndefined();
  });

  test('keeps the platform’s root user away from its key', async () => {
    const KeyId = at().keyOf('initech');
    expect(await refusalOf(() => at().kmsRoot().send(new DisableKeyCommand({ KeyId })))).toMatchObject({
      code: 'AccessDeniedException',
    });
  });
});

describe('the deployer', () => {
  const role = 'arn:aws:iam::000000000000:role/tenants/example-local';
  const context = { 'aws:s3:arn': `arn:aws:s3:::${acme}` };
  const terms = {
    GranteePrincipal: `${role}-acme-reports`,
    Operations: ['Decrypt'] satisfies GrantOperation[],
    Constraints: { EncryptionContextEquals: context },
  };
  const wider: readonly (readonly [string, Partial<CreateGrantCommandInput>])[] = [
    ['with an operation that no access has', { Operations: ['Decrypt', 'Encrypt'] }],
    ['without a constraint', { Constraints: undefined }],
    ['to a role that is none of the tenant’s', { GranteePrincipal: `${role}-initech-reports` }],
  ];

  test.each(wider)('gives no grant %s, root user though it is', async (_, change) => {
    const grant = new CreateGrantCommand({ KeyId: at().keyOf('acme'), ...terms, ...change });
    expect(await refusalOf(() => at().kmsRoot().send(grant))).toMatchObject({
      code: 'AccessDeniedException',
      message: expect.stringContaining('kms:CreateGrant'),
    });
  });
});

describe('a generated role needs everything that it may do', () => {
  const work = {
    app: () => doWritersWork(at().s3('acme-app'), acme),
    reports: () => doReadersWork(at().s3('acme-reports'), acme, Key),
  };
  const actions = {
    app: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
    reports: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
  };

  async function withoutAction(
    role: 'app' | 'reports',
    action: string,
    done: () => Promise<void>,
  ): Promise<readonly string[]> {
    const policy = { RoleName: `example-local-acme-${role}`, PolicyName: 'tenant-objects' };
    const { PolicyDocument = '' } = await at().iamRoot.send(new GetRolePolicyCommand(policy));
    const document = parseJsonObject(decodeURIComponent(PolicyDocument));
    const all = objectsAt(document, 'Statement').map((one) => ({ ...one, Action: [one['Action']].flat() }));
    const left = all.map((one) => ({ ...one, Action: one.Action.filter((other) => other !== action) }));
    const Statement = left.filter((one) => one.Action.length > 0);
    const change = (text: string) => at().iamRoot.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: text }));
    await change(JSON.stringify({ ...document, Statement }));
    await done();
    await change(JSON.stringify(document));
    return all.flatMap((one) => one.Action.map(String));
  }

  test.each(['app', 'reports'] as const)('%s: each action in S3', async (role) => {
    const found = new Set<string>();
    for (const action of actions[role]) {
      const others = await withoutAction(role, action, async () => {
        const refusal = await refusalOf(work[role]);
        expect(refusal).toMatchObject({
          code: 'AccessDenied',
          message: expect.stringContaining(`perform: ${action} `),
        });
      });
      for (const other of others) found.add(other);
    }
    expect([...found].sort()).toEqual(actions[role]);
    expect(await refusalOf(work[role])).toBeUndefined();
  });

  test.each([
    ['app', ['Decrypt', 'GenerateDataKey']],
    ['reports', ['Decrypt']],
  ] as const)('%s: each operation of its grant', async (role, operations) => {
    const KeyId = at().keyOf('acme');
    for (const missing of operations) {
      const grant = await revoke(KeyId, `-${role}`);
      expect([...(grant.Operations ?? [])].sort()).toEqual(operations);
      const left = operations.filter((one) => one !== missing);
      if (left.length > 0) await grantAgain(KeyId, grant, left);
      await at().control.reset();
      const refusal = await refusalOf(work[role]);
      expect(refusal).toMatchObject({ code: 'AccessDenied', message: expect.stringContaining(`kms:${missing}`) });
      if (left.length > 0) await revoke(KeyId, `-${role}`);
      await grantAgain(KeyId, grant, operations);
      expect(await refusalOf(work[role])).toBeUndefined();
    }
  });
});
