import { S3BucketLoggingA } from '@cdktf/provider-aws/lib/s3-bucket-logging';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { accessLogPrefix, checkLogTarget, checkReportElsewhere, type LogTarget } from '../core';
import { addCheck } from './validation';

export interface AccessLogsProps {
  /** Bucket whose requests are logged. */
  readonly bucketName: string;
  /** Where the logs go: a bucket of the same region and account, under SSE-S3. */
  readonly target: LogTarget;
  /** What has to exist before: the bucket, and the target if it is made in the same stack. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * Has S3 log the requests to a bucket, in one folder for each bucket and day.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export class AccessLogs extends Construct {
  constructor(scope: Construct, id: string, { bucketName, target, after }: AccessLogsProps) {
    super(scope, id);
    addCheck(this, (path) => checkLogTarget(path, target));
    addCheck(this, (path) => checkReportElsewhere(path, bucketName, target.bucketName));
    new S3BucketLoggingA(this, 'Resource', {
      bucket: bucketName,
      targetBucket: target.bucketName,
      targetPrefix: accessLogPrefix,
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
      dependsOn: [...(after ?? [])],
    });
  }
}
