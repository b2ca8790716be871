/** The permissions for one kind of setting; deleting needs that of writing unless it has its own. */
interface SettingActions {
  readonly read: string;
  readonly write: string;
  readonly remove?: string;
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const settings: { readonly [setting: string]: SettingActions } = {
  BucketAccelerateConfiguration: both('AccelerateConfiguration'),
  BucketAcl: both('BucketAcl'),
  BucketAnalyticsConfiguration: both('AnalyticsConfiguration'),
  BucketCors: both('BucketCORS'),
  BucketEncryption: both('EncryptionConfiguration'),
  BucketIntelligentTieringConfiguration: both('IntelligentTieringConfiguration'),
  BucketInventoryConfiguration: both('InventoryConfiguration'),
  BucketLifecycleConfiguration: both('LifecycleConfiguration'),
  BucketLogging: both('BucketLogging'),
  BucketMetricsConfiguration: both('MetricsConfiguration'),
  BucketNotificationConfiguration: both('BucketNotification'),
  BucketOwnershipControls: both('BucketOwnershipControls'),
  BucketPolicy: { ...both('BucketPolicy'), remove: 's3:DeleteBucketPolicy' },
  BucketReplication: both('ReplicationConfiguration'),
  BucketRequestPayment: both('BucketRequestPayment'),
  BucketTagging: both('BucketTagging'),
  BucketVersioning: both('BucketVersioning'),
  BucketWebsite: { ...both('BucketWebsite'), remove: 's3:DeleteBucketWebsite' },
  PublicAccessBlock: both('BucketPublicAccessBlock'),
  ObjectLockConfiguration: both('BucketObjectLockConfiguration'),
};

const others: { readonly [operation: string]: string } = {
  DeleteBucket: 's3:DeleteBucket',
  GetBucketLocation: 's3:GetBucketLocation',
  GetBucketPolicyStatus: 's3:GetBucketPolicyStatus',
};

function both(name: string): SettingActions {
  return { read: `s3:Get${name}`, write: `s3:Put${name}` };
}

/** The permission for a request about a bucket's settings; `undefined` when the operation is none. */
export function bucketAction(operation: string): string | undefined {
  const match = /^(Get|Put|Delete)(.+)$/.exec(operation);
  const [, verb, name = ''] = match ?? [];
  const found = settings[name];
  if (!found) return others[operation];
  if (verb === 'Get') return found.read;
  return verb === 'Put' ? found.write : (found.remove ?? found.write);
}
