import { compilePolicy } from '../language/policy';

/**
 * The policy of `aws/s3`: every caller of the key's account, through S3 alone. It cannot be changed or shared.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
export const managedKeyPolicy = compilePolicy('implicit', 'resource', {
  Version: '2012-10-17',
  Statement: {
    Sid: 'awsManagedKey',
    Effect: 'Allow',
    Principal: '*',
    Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    Resource: '*',
    Condition: {
      StringEquals: { 'kms:CallerAccount': '${aws:ResourceAccount}' },
      StringLike: { 'kms:ViaService': ['s3.*.amazonaws.com', 's3.*.amazonaws.com.cn'] },
    },
  },
});
