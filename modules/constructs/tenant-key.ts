import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkKeyPolicySize,
  checkKeyTimes,
  policyDocument,
  tenantKeyStatements,
  type Access,
  type KeyUser,
  type Placement,
} from '../core';
import { addCheck } from './validation';

/** Who owns the key, which bucket may use it, and who may be let in. */
export interface TenantKeyProps {
  /** Tenant whose objects this key protects. */
  readonly tenantId: string;
  readonly placement: Placement;
  /** Bucket whose ARN is the only encryption context that the key accepts. */
  readonly bucketName: string;
  /** With the `alias/` that KMS wants in front. */
  readonly aliasName: string;
  /** ARNs of the principals to whom grants may be given. @default nobody can be given a grant */
  readonly granteeArns?: readonly string[];
  /** What those grants may be for. @default nothing */
  readonly grantedAccess?: readonly Access[];
  /** Principals named in the key policy rather than in grants. @default nobody */
  readonly users?: readonly KeyUser[];
  /** Days between rotations, 90 to 2560. @default 365 */
  readonly rotationDays?: number;
  /** Days in which a deleted key can still be rescued. @default 30, the longest that KMS offers */
  readonly deletionWindowDays?: number;
  readonly tags?: { readonly [key: string]: string };
}

/** One symmetric key per tenant, so that revoking it silences that tenant and nobody else. */
export class TenantKey extends Construct {
  /** Known only after apply. */
  readonly keyArn: string;
  readonly aliasName: string;
  /** For whatever must not outlive the key. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: TenantKeyProps) {
    super(scope, id);
    const times = { rotationDays: props.rotationDays ?? 365, deletionWindowDays: props.deletionWindowDays ?? 30 };
    const statements = tenantKeyStatements({
      placement: props.placement,
      bucketName: props.bucketName,
      granteeArns: props.granteeArns ?? [],
      grantedAccess: props.grantedAccess ?? [],
      users: props.users ?? [],
    });
    addCheck(this, (path) => checkKeyPolicySize(path, statements));
    if (!Object.values(times).some((days) => Token.isUnresolved(days)))
      addCheck(this, (path) => checkKeyTimes(path, times));
    const key = new KmsKey(this, 'Resource', {
      description: `Locks the objects of tenant ${props.tenantId}`,
      policy: canonicalPolicyJson(policyDocument(statements)),
      enableKeyRotation: true,
      rotationPeriodInDays: times.rotationDays,
      deletionWindowInDays: times.deletionWindowDays,
      tags: { ...props.tags },
    });
    new KmsAlias(this, 'Alias', { name: props.aliasName, targetKeyId: key.keyId });
    this.resource = key;
    this.keyArn = key.arn;
    this.aliasName = props.aliasName;
  }
}
