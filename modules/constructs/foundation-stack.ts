import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import { filledFoundation, logBucketName, reportedBucketArns, reportsBucketName, type Tenant } from '../core';
import { LogBucket } from './log-bucket';
import { PlacementStack, type PlacementStackProps } from './placement-stack';
import { ReportsBucket } from './reports-bucket';

export interface FoundationStackProps extends PlacementStackProps {
  /** Everybody who lives in the placement, retired tenants too: on a bucket that one took over is reported as well. */
  readonly tenants: readonly Tenant[];
}

/** What the vended buckets of a placement rely on: a bucket for access logs and one for reports, never a tenant's own. */
export class FoundationStack extends PlacementStack {
  constructor(scope: Construct, id: string, props: FoundationStackProps) {
    super(scope, id, props);
    const { deployment: placement } = props;
    const { logDays, reportDays } = filledFoundation(placement.foundation ?? {});
    const common = { placement, sourceArns: reportedBucketArns(placement, props.tenants) };
    const logs = new LogBucket(this, 'Logs', { ...common, bucketName: logBucketName(placement), keepDays: logDays });
    const reports = new ReportsBucket(this, 'Reports', {
      ...common,
      bucketName: reportsBucketName(placement),
      keepDays: reportDays,
    });
    const output = new TerraformOutput(this, 'Output', {
      value: {
        logBucketName: logs.bucketName,
        reportsBucketName: reports.bucketName,
        reportsKeyArn: reports.keyArn,
      },
    });
    output.overrideLogicalId('foundation');
  }
}
