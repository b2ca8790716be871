import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkBucketPolicySize,
  checkKeyPolicySize,
  policyDocument,
  reportsBucketStatements,
  reportsKeyStatements,
  type DeliveryBucket,
} from '../core';
import { EncryptedBucket } from './encrypted-bucket';
import { addCheck } from './validation';

export interface ReportsBucketProps extends DeliveryBucket {
  /** Days after which a report is deleted. @default 90 */
  readonly keepDays?: number;
  readonly tags?: { readonly [key: string]: string };
}

/** A private bucket for what S3 reports on others, under a key of its own which S3 may use for that alone. */
export class ReportsBucket extends Construct {
  readonly bucketName: string;
  /** Known only after apply. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: ReportsBucketProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    const [onBucket, onKey] = [reportsBucketStatements(props), reportsKeyStatements(props)];
    addCheck(this, (path) => checkBucketPolicySize(path, onBucket));
    addCheck(this, (path) => checkKeyPolicySize(path, onKey));
    const key = new KmsKey(this, 'Key', {
      description: `Encrypts what is reported in ${props.bucketName}`,
      policy: canonicalPolicyJson(policyDocument(onKey)),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      tags: { ...props.tags },
    });
    new KmsAlias(this, 'Alias', { name: `alias/${props.bucketName}`, targetKeyId: key.keyId });
    this.keyArn = key.arn;
    const bucket = new EncryptedBucket(this, 'Bucket', {
      bucketName: props.bucketName,
      keyArn: key.arn,
      after: [key],
      lifecycle: { noncurrentDays: 7, abortUploadDays: 7, expirationDays: props.keepDays ?? 90 },
      tags: { ...props.tags },
    });
    new S3BucketPolicy(this, 'Policy', {
      bucket: props.bucketName,
      policy: canonicalPolicyJson(policyDocument(onBucket)),
      dependsOn: [bucket.publicAccessBlock],
    });
  }
}
