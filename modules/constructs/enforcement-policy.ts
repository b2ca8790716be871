import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkBucketPolicySize,
  checkKeptStatements,
  dedicatedEnforcementStatements,
  formatArn,
  keptStatements,
  pendingStatements,
  policyDocument,
  type Adoption,
  type DedicatedEnforcement,
  type Placement,
  type PolicyStatement,
} from '../core';
import { importBucketPolicy } from './adoption-imports';
import { plainAddresses } from './plain-addresses';
import { plainText } from './plain-text';
import { addCheck } from './validation';

export interface EnforcementPolicyProps extends Omit<DedicatedEnforcement, 'keyArns'> {
  /** Full ARN of the one key that may encrypt the bucket's objects; `undefined` while it is not there: nobody writes. */
  readonly keyArn: string | undefined;
  /** The bucket's Block Public Access, which has to come first. */
  readonly publicAccessBlock: ITerraformDependable;
  /** What else has to stand before writes are let through: default encryption, where no grant holds anybody back. @default nothing */
  readonly after?: readonly ITerraformDependable[];
  /** The bucket that is taken over, whose statements may stay beside ours. @default nothing stood there */
  readonly adopt?: Adoption;
}

/** The bucket policy that refuses every write under no key or another's key, and every request without TLS; without a key, every write. */
export class EnforcementPolicy extends Construct {
  /** For whatever may only come once writes are checked. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: EnforcementPolicyProps) {
    super(scope, id);
    const statements = (keyArn: string): readonly PolicyStatement[] =>
      dedicatedEnforcementStatements({ ...props, keyArns: [keyArn] });
    const { adopt, placement } = props;
    const merge = {
      mode: adopt?.policy ?? 'merge',
      ours: statements(adopt?.keyArn ?? ''),
      found: adopt?.found?.bucket.policy,
    };
    const kept = keptStatements(merge);
    addCheck(this, (path) => [
      ...checkKeptStatements(path, 'the bucket policy', merge),
      ...checkBucketPolicySize(path, [...statements(longestKeyArn(placement)), ...kept]),
    ]);
    const policy = new S3BucketPolicy(this, 'Resource', {
      bucket: props.bucketName,
      policy: canonicalPolicyJson(
        policyDocument([
          ...(props.keyArn === undefined ? pendingStatements(placement, props.bucketName) : statements(props.keyArn)),
          ...plainText(kept),
        ]),
      ),
      dependsOn: plainAddresses([...new Set([props.publicAccessBlock, ...(props.after ?? [])])]),
    });
    importBucketPolicy(adopt, policy);
    this.resource = policy;
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
