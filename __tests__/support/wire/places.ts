import { textAt, type JsonObject } from '../json';
import type { Administration } from './administration';
import { bucketOf, contextFamily, contextText, namedKeys, type ResourceSide, type WireCase } from './wire-case';

const everyone = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
};
/** Of a key without a policy in the case: KMS has none without. */
const nobody = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Unused', Effect: 'Allow', Principal: '*', Action: 'kms:ListKeyPolicies', Resource: '*' }],
};

const algorithmKey = 's3:x-amz-server-side-encryption';
const keyIdKey = `${algorithmKey}-aws-kms-key-id`;

/** The key that a KMS leg of the case is about, and what the leg says of it. */
function sidesOfKeys(one: WireCase): ReadonlyMap<string, ResourceSide> {
  const sides = [{ ...one.resourceSide, action: one.action, resource: one.resource }, ...one.legs];
  return new Map(sides.filter(({ action }) => action.startsWith('kms:')).map((side) => [side.resource, side]));
}

/** Makes the keys that the case names: those that it asks with what it says of them, the others open to everyone. */
export async function makeKeys(admin: Administration, one: WireCase): Promise<readonly string[]> {
  const sides = sidesOfKeys(one);
  const grantIds: string[] = [];
  for (const arn of namedKeys(one)) {
    if (arn.split(':')[3] === admin.region) await makeKey(admin, arn, kindOfKey(one));
  }
  if (one.action.includes('ReEncrypt')) await makeKey(admin, otherKey(one), {});
  for (const [arn, side] of sides) grantIds.push(...(await makeGrants(admin, arn, side.grants)));
  return grantIds;
}

/** Lays the policies of the case upon its keys; nobody can prepare anything after that. */
export async function closeKeys(admin: Administration, one: WireCase): Promise<void> {
  for (const [arn, { policy = nobody }] of sidesOfKeys(one)) {
    await admin.kms(accountOf(arn), 'PutKeyPolicy', {
      KeyId: arn,
      PolicyName: 'default',
      Policy: JSON.stringify(policy),
      BypassPolicyLockoutSafetyCheck: true,
    });
  }
}

/** A key of the caller's account that is open to everyone, for requests that need two. */
export function otherKey({ resource, account }: WireCase): string {
  return resource.replace(/[0-9]{12}:key.+$/, `${account}:key/ffffffff-0000-0000-0000-000000000000`);
}

/** Grants say by their operations for what a key is made. */
function kindOfKey({ resourceSide }: WireCase): JsonObject {
  const signs = /"(Sign|Verify|GetPublicKey)"/.test(JSON.stringify(resourceSide.grants));
  return signs ? { KeyUsage: 'SIGN_VERIFY', KeySpec: 'RSA_2048' } : {};
}

async function makeKey(admin: Administration, arn: string, kind: JsonObject): Promise<void> {
  await admin.kms(accountOf(arn), 'CreateKey', {
    Description: `id ${arn.slice(arn.lastIndexOf('/') + 1)}`,
    Policy: JSON.stringify(everyone),
    BypassPolicyLockoutSafetyCheck: true,
    ...kind,
  });
}

async function makeGrants(
  admin: Administration,
  arn: string,
  grants: readonly JsonObject[],
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { GrantId: _, ...grant } of grants) {
    ids.push(textAt(await admin.kms(accountOf(arn), 'CreateGrant', { KeyId: arn, ...grant }), 'GrantId'));
  }
  return ids;
}

/** The aliases by which a key is to be known. */
export async function makeAliases(admin: Administration, one: WireCase, aliases: readonly string[]): Promise<void> {
  const AliasNames = aliases.filter((alias) => alias.startsWith('alias/'));
  for (const AliasName of AliasNames) {
    await admin.kms(one.owner, 'CreateAlias', { AliasName, TargetKeyId: one.resource });
  }
}

/** Makes the bucket of the case, with the objects that are read, under a policy that comes last. */
export async function makeBuckets(admin: Administration, one: WireCase): Promise<void> {
  const { bucket, key } = bucketOf(one.resource);
  await makeBucket(admin, one.owner, bucket);
  const source = one.legs.find(({ action }) => /^s3:GetObject(Version)?$/.test(action));
  if (key !== '' && one.action !== 's3:PutObject')
    await putObject(admin, one, one.owner, one.resource, one.resourceSide);
  const sourceBucket = source && bucketOf(source.resource).bucket;
  if (source && sourceBucket !== undefined) {
    if (sourceBucket !== bucket) await makeBucket(admin, sourceOwner(one), sourceBucket);
    await putObject(admin, one, sourceOwner(one), source.resource, source);
    if (sourceBucket !== bucket) await layPolicy(admin, sourceOwner(one), sourceBucket, source);
  }
  await setDefault(admin, one, bucket);
  // A new bucket takes no keys of customers until its encryption is put without a block.
  if (contextText(one, `${algorithmKey}-customer-algorithm`) !== undefined) {
    await putEncryption(admin, one.owner, bucket, '<SSEAlgorithm>AES256</SSEAlgorithm>', false);
  }
  await layPolicy(admin, one.owner, bucket, one.resourceSide);
}

function sourceOwner(one: WireCase): string {
  const legs = one.whole['then'];
  const text = JSON.stringify(legs ?? []);
  return /"action":"s3:GetObject(?:Version)?"[^}]*"resourceAccount":"([0-9]{12})"/.exec(text)?.[1] ?? one.owner;
}

async function makeBucket(admin: Administration, owner: string, bucket: string): Promise<void> {
  const constraint = `<LocationConstraint>${admin.region}</LocationConstraint>`;
  const body =
    admin.region === 'us-east-1' ? '' : `<CreateBucketConfiguration>${constraint}</CreateBucketConfiguration>`;
  const path = `/${bucket}`;
  await admin.s3(owner, { method: 'PUT', path, body });
  await admin.s3(owner, { method: 'DELETE', path, query: { publicAccessBlock: '' } });
}

/** An object that the request reads, replaces or tags lies there already, as its KMS leg says. */
async function putObject(
  admin: Administration,
  one: WireCase,
  owner: string,
  resource: string,
  { encryptionContext }: ResourceSide,
): Promise<void> {
  const { bucket, key } = bucketOf(resource);
  const decrypt = one.legs.find(
    ({ action, encryptionContext: context }) =>
      action === 'kms:Decrypt' && [`arn:aws:s3:::${bucket}`, resource].some((arn) => arn === context['aws:s3:arn']),
  );
  const tags = new URLSearchParams(contextFamily(one, 's3:ExistingObjectTag/')).toString();
  await admin.s3(owner, {
    method: 'PUT',
    path: `/${bucket}/${key}`,
    headers: {
      ...(decrypt ? keyHeaders(decrypt.resource, { ...encryptionContext, ...decrypt.encryptionContext }) : {}),
      ...(tags === '' ? {} : { 'x-amz-tagging': tags }),
    },
    body: 'data',
  });
}

/** The headers under which S3 sends KMS an encryption context. */
export function keyHeaders(keyArn: string, context: JsonObject): { readonly [name: string]: string } {
  return {
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': keyArn,
    ...bucketKeyHeaders(context),
  };
}

/** A bucket's ARN in the context means a Bucket Key; whatever else is in it the caller has sent. */
export function bucketKeyHeaders(context: JsonObject): { readonly [name: string]: string } {
  const { 'aws:s3:arn': arn, ...own } = context;
  const text = Buffer.from(JSON.stringify(own)).toString('base64');
  return {
    'x-amz-server-side-encryption-bucket-key-enabled': String(!JSON.stringify(arn).includes('/')),
    ...(Object.keys(own).length === 0 ? {} : { 'x-amz-server-side-encryption-context': text }),
  };
}

/** A key id without an algorithm can only come from default encryption. */
async function setDefault(admin: Administration, one: WireCase, bucket: string): Promise<void> {
  const keyId = contextText(one, keyIdKey);
  if (keyId === undefined || contextText(one, algorithmKey) !== undefined) return;
  const byDefault = `<SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>${keyId}</KMSMasterKeyID>`;
  await putEncryption(admin, one.owner, bucket, byDefault, true);
}

async function putEncryption(
  admin: Administration,
  owner: string,
  bucket: string,
  byDefault: string,
  bucketKey: boolean,
): Promise<void> {
  const rule = `<ApplyServerSideEncryptionByDefault>${byDefault}</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>${String(bucketKey)}</BucketKeyEnabled>`;
  const body = `<ServerSideEncryptionConfiguration><Rule>${rule}</Rule></ServerSideEncryptionConfiguration>`;
  await admin.s3(owner, { method: 'PUT', path: `/${bucket}`, query: { encryption: '' }, body });
}

async function layPolicy(admin: Administration, owner: string, bucket: string, side: ResourceSide): Promise<void> {
  const path = `/${bucket}`;
  if (side.policy) {
    await admin.s3(owner, { method: 'PUT', path, query: { policy: '' }, body: JSON.stringify(side.policy) });
  }
  if (!side.restricts) return;
  const body =
    '<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>';
  await admin.s3(owner, { method: 'PUT', path, query: { publicAccessBlock: '' }, body });
}

function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}
