import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  S3Client,
  type DefaultRetention,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { ask } from './reading';

/** Which bucket, and who has to own it. */
export interface BucketPlace {
  readonly bucketName: string;
  readonly region: string;
  readonly accountId: string;
}

/**
 * What stands at a bucket, in the form in which it is kept, not yet judged.
 * @throws DiagnosticError when something of it may not be read
 */
export async function readFoundBucket({ bucketName, region, accountId }: BucketPlace): Promise<object> {
  const s3 = new S3Client({ region, followRegionRedirects: true });
  const Bucket = { Bucket: bucketName, ExpectedBucketOwner: accountId };
  try {
    const location = await ask('the bucket', bucketName, () => s3.send(new GetBucketLocationCommand(Bucket)));
    return {
      name: bucketName,
      region: regionOf(location?.LocationConstraint),
      ...(await readSettings(s3, Bucket)),
    };
  } finally {
    s3.destroy();
  }
}

interface Owned {
  readonly Bucket: string;
  readonly ExpectedBucketOwner: string;
}

/** The oldest regions answer with nothing or with a name of their own. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
function regionOf(location: string | undefined): string {
  if (location === undefined || location === '') return 'us-east-1';
  return location === 'EU' ? 'eu-west-1' : location;
}

async function readSettings(s3: S3Client, input: Owned): Promise<object> {
  let settings: object = {};
  for (const read of readers) settings = { ...settings, ...(await read(s3, input)) };
  return settings;
}

/** Reads one setting; nothing of it when the bucket has none. */
type Reader = (s3: S3Client, input: Owned) => Promise<object>;

const readers: readonly Reader[] = [
  async (s3, input) => {
    const request = () => s3.send(new GetBucketTaggingCommand(input));
    const { TagSet = [] } = (await ask('its tags', input.Bucket, request, ['NoSuchTagSet'])) ?? {};
    return { tags: Object.fromEntries(TagSet.map((tag) => [tag.Key ?? '', tag.Value ?? ''])) };
  },
  async (s3, input) => {
    const answer = await ask('its versioning', input.Bucket, () => s3.send(new GetBucketVersioningCommand(input)));
    return { versioning: answer?.Status ?? 'Never' };
  },
  async (s3, input) => {
    const request = () => s3.send(new GetPublicAccessBlockCommand(input));
    const absent = ['NoSuchPublicAccessBlockConfiguration'];
    const block = (await ask('its Block Public Access', input.Bucket, request, absent))?.PublicAccessBlockConfiguration;
    if (block === undefined) return {};
    const on = Object.entries(block).filter(([, value]) => value);
    return { publicAccessBlock: on.map(([setting]) => setting).sort() };
  },
  async (s3, input) => {
    const request = () => s3.send(new GetBucketOwnershipControlsCommand(input));
    const answer = await ask('its ownership', input.Bucket, request, ['OwnershipControlsNotFoundError']);
    return { ownership: answer?.OwnershipControls?.Rules?.[0]?.ObjectOwnership };
  },
  async (s3, input) => {
    const request = () => s3.send(new GetBucketEncryptionCommand(input));
    const absent = ['ServerSideEncryptionConfigurationNotFoundError'];
    const answer = await ask('its encryption', input.Bucket, request, absent);
    const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
    const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = rule?.ApplyServerSideEncryptionByDefault ?? {};
    const bucketKeyEnabled = rule?.BucketKeyEnabled ?? false;
    return { encryption: { algorithm: SSEAlgorithm, keyId: KMSMasterKeyID, bucketKeyEnabled } };
  },
  async (s3, input) => {
    const answer = await ask('its logging', input.Bucket, () => s3.send(new GetBucketLoggingCommand(input)));
    const { TargetBucket, TargetPrefix = '' } = answer?.LoggingEnabled ?? {};
    return TargetBucket === undefined ? {} : { accessLogs: `${TargetBucket}/${TargetPrefix}` };
  },
  async (s3, input) => {
    const request = () => s3.send(new GetObjectLockConfigurationCommand(input));
    const answer = await ask('its Object Lock', input.Bucket, request, ['ObjectLockConfigurationNotFoundError']);
    return answer === undefined
      ? {}
      : { objectLock: lockWords(answer.ObjectLockConfiguration?.Rule?.DefaultRetention) };
  },
  async (s3, input) => {
    const request = () => s3.send(new GetBucketPolicyCommand(input));
    const answer = await ask('its policy', input.Bucket, request, ['NoSuchBucketPolicy']);
    return answer?.Policy === undefined ? {} : { policy: readPolicy(answer.Policy) };
  },
  async (s3, input) => {
    const request = () => s3.send(new GetBucketLifecycleConfigurationCommand(input));
    const answer = await ask('its lifecycle', input.Bucket, request, ['NoSuchLifecycleConfiguration']);
    return { lifecycleRules: (answer?.Rules ?? []).map(plainRule) };
  },
];

function lockWords({ Mode, Days, Years }: DefaultRetention = {}): string {
  if (Mode === undefined) return 'without default';
  return Years === undefined ? `${Mode} ${String(Days)} days` : `${Mode} ${String(Years)} years`;
}

/** One statement may stand without a list around it. */
export function readPolicy(text: string): unknown {
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return document;
  return { ...document, Statement: [document.Statement].flat() };
}

/** Dates as S3 takes them: midnight, without a fraction. */
function plainRule(rule: LifecycleRule): unknown {
  const value: unknown = JSON.parse(
    JSON.stringify(rule, (_, field: unknown) =>
      typeof field === 'string' && /^\d{4}-\d\d-\d\dT00:00:00\.000Z$/.test(field) ? field.replace('.000', '') : field,
    ),
  );
  return value;
}
