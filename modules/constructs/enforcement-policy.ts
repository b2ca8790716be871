import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkBucketPolicySize,
  dedicatedEnforcementStatements,
  formatArn,
  policyDocument,
  type DedicatedEnforcement,
  type Placement,
  type PolicyStatement,
} from '../core';
import { addCheck } from './validation';

export interface EnforcementPolicyProps extends Omit<DedicatedEnforcement, 'keyArns'> {
  /** Full ARN of the one key that may encrypt the bucket's objects. */
  readonly keyArn: string;
  /** The bucket's Block Public Access, which has to come first. */
  readonly publicAccessBlock: ITerraformDependable;
}

/** The bucket policy that refuses every write under no key or another's key, and every request without TLS. */
export class EnforcementPolicy extends Construct {
  /** For whatever may only come once writes are checked. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EnforcementPolicyProps) {
    super(scope, id);
    const statements = (keyArn: string): readonly PolicyStatement[] =>
      dedicatedEnforcementStatements({ ...props, keyArns: [keyArn] });
    addCheck(this, (path) => checkBucketPolicySize(path, statements(longestKeyArn(props.placement))));
    this.resource = new S3BucketPolicy(this, 'Resource', {
      bucket: props.bucketName,
      policy: canonicalPolicyJson(policyDocument(statements(props.keyArn))),
      dependsOn: [props.publicAccessBlock],
    });
  }
}

/** Stands for an ARN that is known only after apply, so that bytes are counted as AWS will; another for each index. */
export function longestKeyArn(placement: Placement, index = 0): string {
  const { partition, region, accountId } = placement;
  return formatArn({
    partition,
    service: 'kms',
    region,
    accountId,
    resource: `key/${String(index).padStart(36, '0')}`,
  });
}
