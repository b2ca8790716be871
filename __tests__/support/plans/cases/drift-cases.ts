import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { EmulatorRecord } from '../../../../modules/emulator';
import { objectsAt, parseJsonObject } from '../../json';
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
];
