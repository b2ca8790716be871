import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Lazy, Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkPool,
  policyDocument,
  poolStatements,
  sentinelKeyStatements,
  type Lifecycle,
  type Placement,
  type Pool,
  type PoolTenant,
} from '../core';
import { reportOn } from './bucket-reports';
import { EncryptedBucket } from './encrypted-bucket';
import { longestKeyArn } from './enforcement-policy';
import { addCheck } from './validation';

export interface SharedBucketProps {
  readonly placement: Placement;
  readonly bucketName: string;
  /** When S3 cleans up by itself, for every tenant. */
  readonly lifecycle: Lifecycle;
  /** Roles of the platform that work on every prefix, for replication or re-encryption. @default none */
  readonly sparedArns?: readonly string[];
  readonly tags?: { readonly [key: string]: string };
}

/**
 * A bucket of several tenants, each with a prefix, a key and principals of its own. Its default key is a sentinel that
 * nobody may use, so that a write which names no key fails at KMS; a client names its tenant's key in the header.
 */
export class SharedBucket extends Construct {
  readonly bucketName: string;
  readonly bucketKeyEnabled: boolean;
  readonly lifecycle: Lifecycle;
  /** What must stand before anybody is let in. */
  readonly locks: readonly ITerraformDependable[];
  private readonly shares: PoolTenant[] = [];

  constructor(scope: Construct, id: string, props: SharedBucketProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    this.lifecycle = props.lifecycle;
    const sentinel = makeSentinel(this, props);
    const bucket = new EncryptedBucket(this, 'Bucket', {
      bucketName: props.bucketName,
      keyArn: sentinel.arn,
      after: [sentinel],
      lifecycle: props.lifecycle,
      tags: { ...props.tags },
    });
    this.bucketKeyEnabled = bucket.bucketKeyEnabled;
    reportOn(this, props.placement, props.bucketName, [bucket.publicAccessBlock]);
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: props.bucketName,
      policy: Lazy.stringValue({ produce: () => this.policyJson(props) }),
      dependsOn: [bucket.publicAccessBlock],
    });
    this.locks = [...bucket.locks, policy];
    addCheck(this, (path) => checkPool(path, this.countablePool(props)));
  }

  /** Gives a tenant its share: from then on its prefix takes its key alone and lets its principals in alone. */
  addShare(share: PoolTenant): void {
    this.shares.push(share);
  }

  private policyJson(props: SharedBucketProps): string {
    return canonicalPolicyJson(policyDocument(poolStatements({ ...props, tenants: this.shares })));
  }

  /**
   * With something of the same length in the place of ARNs that are known only after apply, or not given by the tenant
   * yet, so that bytes are counted as AWS will and nobody finds the pool full who brings a key.
   */
  private countablePool(props: SharedBucketProps): Pool {
    const unknown = [...new Set(this.shares.map((one) => one.keyArn).filter((arn) => Token.isUnresolved(arn)))];
    const tenants = this.shares.map(({ keyArn, ...share }, position) => {
      if (keyArn === undefined) return { ...share, keyArn: longestKeyArn(props.placement, unknown.length + position) };
      const index = unknown.indexOf(keyArn);
      return { ...share, keyArn: index === -1 ? keyArn : longestKeyArn(props.placement, index) };
    });
    return { ...props, tenants };
  }
}

function makeSentinel(scope: Construct, { placement, bucketName, tags }: SharedBucketProps): KmsKey {
  const key = new KmsKey(scope, 'Sentinel', {
    description: `Default of ${bucketName}, which nobody may use`,
    policy: canonicalPolicyJson(policyDocument(sentinelKeyStatements(placement))),
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    tags: { ...tags },
  });
  new KmsAlias(scope, 'SentinelAlias', { name: `alias/${bucketName}-sentinel`, targetKeyId: key.keyId });
  return key;
}
