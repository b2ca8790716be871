import { compilePolicy } from '../language/policy';
import type { CompiledPolicy } from '../model';

/**
 * The policy of `aws/s3`: every caller of the key's account, through S3 of the key's region alone. It cannot be
 * changed or shared. @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk
 */
export function managedKeyPolicy(keyArn: string): CompiledPolicy {
  const [, , , region] = keyArn.split(':', 4);
  const service = `s3.${String(region)}.amazonaws.com`;
  return compilePolicy('implicit', 'resource', {
    Version: '2012-10-17',
    Statement: {
      Sid: 'awsManagedKey',
      Effect: 'Allow',
      Principal: '*',
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      Resource: '*',
      Condition: {
        StringEquals: {
          'kms:CallerAccount': '${aws:ResourceAccount}',
          'kms:ViaService': [service, `${service}.cn`],
        },
      },
    },
  });
}
