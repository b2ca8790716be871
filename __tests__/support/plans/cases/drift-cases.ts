import { GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { EmulatorRecord } from '../../../../modules/emulator';
import { objectAt, objectsAt, parseJsonObject } from '../../json';
import type { PlanCase } from '../plan-case';

const Bucket = 'corp-dedicated-acme';

/** Does something by hand, and gives back how to undo it. */
function byHand(work: (s3: S3Client) => Promise<() => Promise<unknown>>): NonNullable<PlanCase['drift']> {
  return async ({ endpoint, region, accessKeyId, secretAccessKey }: EmulatorRecord) => {
    const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: { accessKeyId, secretAccessKey } });
    const undo = await work(s3);
    return async () => {
      await undo();
      s3.destroy();
    };
  };
}

const bucketKeyOff = byHand(async (s3) => {
  const { ServerSideEncryptionConfiguration: found } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const put = (Rules: NonNullable<typeof found>['Rules']) =>
    s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  await put((found?.Rules ?? []).map((one) => ({ ...one, BucketKeyEnabled: false })));
  return () => put(found?.Rules);
});

const tlsTakenOut = byHand(async (s3) => {
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const put = (text: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: text }));
  const document = parseJsonObject(Policy);
  const statements = objectsAt(document, 'Statement');
  await put(JSON.stringify({ ...document, Statement: statements.filter((one) => one['Sid'] !== 'DenyPlainHttp') }));
  return () => put(Policy);
});

const denyNarrowed = byHand(async (s3) => {
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const put = (text: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: text }));
  const document = parseJsonObject(Policy);
  const narrowed = objectsAt(document, 'Statement').map((one) =>
    one['Sid'] === 'DenyOtherKeys'
      ? { ...one, Condition: { ...objectAt(one, 'Condition'), StringEquals: { 'aws:UserAgent': 'old-client' } } }
      : one,
  );
  await put(JSON.stringify({ ...document, Statement: narrowed }));
  return () => put(Policy);
});

const versionsGoSooner = byHand(async (s3) => {
  const put = (NoncurrentDays: number) => {
    const clean = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }, Filter: { Prefix: '' } };
    const rule = { ...clean, ID: 'clean-up', Status: 'Enabled' as const };
    const Rules = [{ ...rule, NoncurrentVersionExpiration: { NoncurrentDays } }];
    return s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  };
  await put(2);
  return () => put(90);
});

const roleWidened: NonNullable<PlanCase['drift']> = async ({ endpoint, region, accessKeyId, secretAccessKey }) => {
  const iam = new IAMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const [RoleName, PolicyName] = ['corp-dedicated-acme-reports', await onlyPolicy(iam, 'corp-dedicated-acme-reports')];
  const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
  const put = (text: string) => iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: text }));
  const found = decodeURIComponent(PolicyDocument);
  const document = parseJsonObject(found);
  const wipe = { Effect: 'Allow', Action: 's3:DeleteObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  await put(JSON.stringify({ ...document, Statement: [...objectsAt(document, 'Statement'), wipe] }));
  return async () => {
    await put(found);
    iam.destroy();
  };
};

async function onlyPolicy(iam: IAMClient, RoleName: string): Promise<string> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const [name, ...more] = PolicyNames;
  if (name === undefined || more.length > 0) throw new Error('not one policy');
  return name;
}

/** What somebody did past terraform; the plan puts it back. */
export const driftCases: readonly PlanCase[] = [
  {
    topic: 'bucket-key-disabled',
    name: 'by-hand',
    base: 'dedicated',
    change: (stack) => stack,
    drift: bucketKeyOff,
    expected: [{ topic: 'bucket-key-disabled', tenant: 'acme' }],
  },
  {
    topic: 'tls-not-required',
    name: 'by-hand',
    base: 'dedicated',
    change: (stack) => stack,
    drift: tlsTakenOut,
    expected: [{ topic: 'tls-not-required', tenant: 'acme' }],
  },
  {
    topic: 'enforcement-weakened',
    name: 'by-hand',
    base: 'dedicated',
    change: (stack) => stack,
    drift: denyNarrowed,
    expected: [{ topic: 'enforcement-weakened', tenant: 'acme', severity: 'high' }],
  },
  {
    topic: 'retention-weakened',
    name: 'by-hand',
    base: 'dedicated',
    change: (stack) => stack,
    drift: versionsGoSooner,
    expected: [{ topic: 'retention-weakened', tenant: 'acme', severity: 'critical' }],
  },
  {
    topic: 'access-gained',
    name: 'role-by-hand',
    base: 'dedicated',
    change: (stack) => stack,
    drift: roleWidened,
    expected: [{ topic: 'access-gained', tenant: 'acme', severity: 'medium' }],
  },
];
