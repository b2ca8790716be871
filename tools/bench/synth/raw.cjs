/** The same resources with the provider's own classes and nothing else: no checks, no constructs of one's own. */
const { IamRole } = require('@cdktf/provider-aws/lib/iam-role');
const { IamRolePolicy } = require('@cdktf/provider-aws/lib/iam-role-policy');
const { KmsAlias } = require('@cdktf/provider-aws/lib/kms-alias');
const { KmsGrant } = require('@cdktf/provider-aws/lib/kms-grant');
const { KmsKey } = require('@cdktf/provider-aws/lib/kms-key');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { S3Bucket } = require('@cdktf/provider-aws/lib/s3-bucket');
const { S3BucketLifecycleConfiguration } = require('@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration');
const { S3BucketOwnershipControls } = require('@cdktf/provider-aws/lib/s3-bucket-ownership-controls');
const { S3BucketPolicy } = require('@cdktf/provider-aws/lib/s3-bucket-policy');
const { S3BucketPublicAccessBlock } = require('@cdktf/provider-aws/lib/s3-bucket-public-access-block');
const {
  S3BucketServerSideEncryptionConfigurationA,
} = require('@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration');
const { S3BucketVersioningA } = require('@cdktf/provider-aws/lib/s3-bucket-versioning');
const { App, S3Backend, TerraformOutput, TerraformStack } = require('cdktf');
const { environment, namesOf, outdir, shards } = require('./input.cjs');
const { accessPolicy, bucketPolicy, keyPolicy, trustPolicy } = require('./policies.cjs');

const [placement] = environment.placements;
const app = new App({ outdir, stackTraces: false });
for (const [number, tenants] of shards()) addStack(`${environment.name}-shard-main-${number}`, tenants);
app.synth();

function addStack(name, tenants) {
  const stack = new TerraformStack(app, name);
  new AwsProvider(stack, 'provider', {
    region: placement.region,
    allowedAccountIds: [placement.accountId],
    assumeRole: [{ roleArn: placement.assumeRoleArn }],
    defaultTags: [{ tags: environment.tags }],
  });
  const { bucket, region, kmsKeyArn: kmsKeyId } = placement.backend;
  new S3Backend(stack, { bucket, key: `${name}.tfstate`, region, encrypt: true, kmsKeyId });
  for (const tenant of tenants) addTenant(stack, tenant);
}

function addTenant(stack, tenant) {
  const { id, tags } = tenant;
  const { alias, bucket: bucketName, bucketArn, roles } = namesOf(placement, tenant);
  const madeRoles = roles.map((one) => addRole(stack, tenant, one, bucketArn));
  const key = new KmsKey(stack, `${id}-key`, {
    description: `Locks the objects of tenant ${id}`,
    policy: keyPolicy(
      placement,
      roles.map((one) => one.arn),
    ),
    enableKeyRotation: true,
    rotationPeriodInDays: tenant.key.rotationDays,
    deletionWindowInDays: tenant.key.deletionWindowDays,
    tags,
  });
  new KmsAlias(stack, `${id}-alias`, { name: alias, targetKeyId: key.keyId });
  const { block, encryption, policy } = addBucket(stack, tenant, { bucketName, bucketArn, key });
  for (const [index, { name, access, arn }] of roles.entries())
    new KmsGrant(stack, `${id}-grant-${name}`, {
      name: `${id}-${access}`,
      keyId: key.arn,
      granteePrincipal: arn,
      operations: access === 'writer' ? ['Decrypt', 'GenerateDataKey'] : ['Decrypt'],
      constraints: [{ encryptionContextEquals: { 'aws:s3:arn': bucketArn } }],
      retiringPrincipal: placement.deployerArn,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: [block, encryption, policy, madeRoles[index]],
    });
  const value = { bucketName, keyArn: key.arn, aliasName: alias, principalArns: roles.map((one) => one.arn) };
  new TerraformOutput(stack, `${id}-output`, { value });
}

function addRole(stack, { id, tags }, { name, access, roleName, trustedArns }, bucketArn) {
  const role = new IamRole(stack, `${id}-role-${name}`, {
    name: roleName,
    path: placement.rolePath,
    assumeRolePolicy: trustPolicy(trustedArns[0]),
    tags,
  });
  new IamRolePolicy(stack, `${id}-role-policy-${name}`, {
    name: 'tenant-objects',
    role: role.name,
    policy: accessPolicy(access, bucketArn),
  });
  return role;
}

function addBucket(stack, { id, tags, lifecycle }, { bucketName, bucketArn, key }) {
  const bucket = new S3Bucket(stack, `${id}-bucket`, { bucket: bucketName, tags, dependsOn: [key] });
  const block = new S3BucketPublicAccessBlock(stack, `${id}-block`, {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const encryption = new S3BucketServerSideEncryptionConfigurationA(stack, `${id}-encryption`, {
    bucket: bucket.bucket,
    rule: [
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
      },
    ],
  });
  new S3BucketOwnershipControls(stack, `${id}-ownership`, {
    bucket: bucket.bucket,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  const versioning = new S3BucketVersioningA(stack, `${id}-versioning`, {
    bucket: bucket.bucket,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketLifecycleConfiguration(stack, `${id}-lifecycle`, {
    bucket: bucket.bucket,
    dependsOn: [versioning],
    rule: [
      {
        id: 'clean-up',
        status: 'Enabled',
        filter: [{ prefix: '' }],
        noncurrentVersionExpiration: [{ noncurrentDays: lifecycle.noncurrentDays }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: lifecycle.abortUploadDays }],
      },
    ],
  });
  const policy = new S3BucketPolicy(stack, `${id}-policy`, {
    bucket: bucketName,
    policy: bucketPolicy(placement, bucketArn, key.arn),
    dependsOn: [block],
  });
  return { block, encryption, policy };
}
