/** The policies of one dedicated tenant as somebody writes them by hand, for the floor and the raw program. */

const version = '2012-10-17';
const document = (...statements) => JSON.stringify({ Version: version, Statement: statements });
const algorithm = 's3:x-amz-server-side-encryption';
const keyId = `${algorithm}-aws-kms-key-id`;

exports.trustPolicy = (trustedArn) =>
  document({ Sid: 'AssumeRole', Effect: 'Allow', Principal: { AWS: trustedArn }, Action: 'sts:AssumeRole' });

exports.accessPolicy = (access, bucketArn) =>
  access === 'writer'
    ? document({
        Sid: 'WriteObjects',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
        Resource: `${bucketArn}/*`,
      })
    : document(
        {
          Sid: 'ReadObjects',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Resource: `${bucketArn}/*`,
        },
        { Sid: 'ListObjects', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn },
      );

const administration = [
  'CancelKeyDeletion',
  'CreateAlias',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListAliases',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListResourceTags',
  'PutKeyPolicy',
  'RetireGrant',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
].map((name) => `kms:${name}`);

exports.keyPolicy = ({ accountId, deployerArn, region }, granteeArns) => {
  const root = { AWS: `arn:aws:iam::${accountId}:root` };
  return document(
    { Sid: 'AdministerWithoutUse', Effect: 'Allow', Principal: root, Action: administration, Resource: '*' },
    {
      Sid: 'CreateGrantsBoundToTheBucket',
      Effect: 'Allow',
      Principal: root,
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': deployerArn },
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'GenerateDataKey'] },
        StringEquals: {
          'kms:GranteePrincipal': granteeArns,
          'kms:GrantConstraintType': ['EncryptionContextEquals', 'EncryptionContextSubset'],
        },
      },
    },
    {
      Sid: 'DenyUseOutsideS3',
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: '*',
      Condition: {
        StringNotEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  );
};

exports.bucketPolicy = ({ deployerArn }, bucketArn, keyArn) => {
  const writes = ['s3:PutObject', 's3:ReplicateObject', 's3:UpdateObjectEncryption'];
  const deny = (Sid, Action, Condition, Resource = `${bucketArn}/*`) => ({
    Sid,
    Effect: 'Deny',
    Principal: '*',
    Action,
    Resource,
    Condition,
  });
  return document(
    deny('DenyOtherAlgorithms', writes, {
      Null: { [algorithm]: 'false' },
      StringNotEquals: { [algorithm]: 'aws:kms' },
    }),
    deny('DenyOtherKeys', writes, { Null: { [keyId]: 'false' }, StringNotEquals: { [keyId]: keyArn } }),
    deny('DenyKmsWithoutKey', 's3:PutObject', { StringEquals: { [algorithm]: 'aws:kms' }, Null: { [keyId]: 'true' } }),
    deny('DenyCustomerKeys', writes.slice(0, 2), { Null: { [`${algorithm}-customer-algorithm`]: 'false' } }),
    deny(
      'DenyEncryptionChange',
      's3:PutEncryptionConfiguration',
      { ArnNotLike: { 'aws:PrincipalArn': deployerArn } },
      bucketArn,
    ),
    deny('DenyFormUploads', 's3:PutObject', { StringEquals: { 's3:authType': 'POST' } }),
    deny('DenyPlainHttp', 's3:*', { Bool: { 'aws:SecureTransport': 'false' } }, [bucketArn, `${bucketArn}/*`]),
  );
};
