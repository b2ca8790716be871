import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Token, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkImportedKey,
  checkKeptStatements,
  checkKeyPolicySize,
  checkKeyTimes,
  keptStatements,
  policyDocument,
  tenantKeyStatements,
  type Adoption,
  type GrantPreset,
  type KeyContext,
  type KeyUser,
  type Placement,
  type PolicyMerge,
} from '../core';
import { importKey } from './adoption-imports';
import { plainText } from './plain-text';
import { addCheck } from './validation';

/** What others may rely on in a key, whether it is made here or was there before. */
export interface ITenantKey {
  /** Full ARN; of a key that is made here known only after apply. */
  readonly keyArn: string;
  /** What must not go before whatever the key locks; nothing of an imported key. */
  readonly resources: readonly ITerraformDependable[];
}

/** Who owns the key, which bucket may use it, and who may be let in. */
export interface TenantKeyProps {
  /** Tenant whose objects this key protects. */
  readonly tenantId: string;
  readonly placement: Placement;
  /** Bucket whose ARN is the encryption context that the key accepts. */
  readonly bucketName: string;
  /** With the `alias/` that KMS wants in front. */
  readonly aliasName: string;
  /** ARNs of the principals to whom grants may be given. @default nobody can be given a grant */
  readonly granteeArns?: readonly string[];
  /** What those grants may be for. @default nothing */
  readonly grantedAccess?: readonly GrantPreset[];
  /** Principals named in the key policy rather than in grants. @default nobody */
  readonly users?: readonly KeyUser[];
  /**
   * Which encryption context those users may bring. `both` takes the ARNs of objects too, for objects written before the
   * Bucket Key was on; it does not enforce Bucket Keys, and no grant can do it, for a grant compares whole values.
   * @default bucket, which refuses at KMS every request that opts out of the Bucket Key
   */
  readonly context?: KeyContext;
  /** A key that exists already and is taken over, whose statements may stay beside ours. @default a new key is made */
  readonly adopt?: Adoption;
  /** Days between rotations, 90 to 2560. @default 365 */
  readonly rotationDays?: number;
  /** Days in which a deleted key can still be rescued. @default 30, the longest that KMS offers */
  readonly deletionWindowDays?: number;
  readonly tags?: { readonly [key: string]: string };
  /** Roles that the key policy names and that are made here: KMS refuses a policy that names nobody. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

export interface ImportedKeyProps {
  /** The full ARN of a symmetric key in the region of the placement; its policy and grants are its owner's to give. */
  readonly keyArn: string;
  readonly placement: Placement;
}

/** One symmetric key per tenant, so that revoking it silences that tenant and nobody else. */
export class TenantKey extends Construct implements ITenantKey {
  /** A key that exists already, here or in the tenant's account. */
  static fromArn(scope: Construct, id: string, props: ImportedKeyProps): ITenantKey {
    return new ImportedKey(scope, id, props);
  }

  /** Known only after apply. */
  readonly keyArn: string;
  readonly aliasName: string;
  readonly resources: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TenantKeyProps) {
    super(scope, id);
    const times = { rotationDays: props.rotationDays ?? 365, deletionWindowDays: props.deletionWindowDays ?? 30 };
    const merge = mergeOf(props);
    const kept = keptStatements(merge);
    addCheck(this, (path) => checkKeptStatements(path, 'the key policy', merge));
    addCheck(this, (path) => checkKeyPolicySize(path, [...merge.ours, ...kept]));
    if (!Object.values(times).some((days) => Token.isUnresolved(days)))
      addCheck(this, (path) => checkKeyTimes(path, times));
    const key = new KmsKey(this, 'Resource', {
      description: `Locks the objects of tenant ${props.tenantId}`,
      policy: canonicalPolicyJson(policyDocument([...merge.ours, ...plainText(kept)])),
      enableKeyRotation: true,
      rotationPeriodInDays: times.rotationDays,
      deletionWindowInDays: times.deletionWindowDays,
      tags: { ...props.tags },
      ...(props.after !== undefined && props.after.length > 0 && { dependsOn: [...props.after] }),
    });
    const alias = new KmsAlias(this, 'Alias', { name: props.aliasName, targetKeyId: key.keyId });
    importKey(props.adopt, { key, alias, aliasName: props.aliasName });
    this.resources = [key];
    this.keyArn = key.arn;
    this.aliasName = props.aliasName;
  }
}

/** Our statements, and those that a key which is taken over has already. */
function mergeOf(props: TenantKeyProps): PolicyMerge {
  const { placement, bucketName, adopt, granteeArns = [], grantedAccess = [], users = [], context = 'bucket' } = props;
  const ours = tenantKeyStatements({ placement, bucketName, granteeArns, grantedAccess, users, context });
  return { mode: adopt?.policy ?? 'merge', ours, found: adopt?.found?.key.policy };
}

class ImportedKey extends Construct implements ITenantKey {
  readonly keyArn: string;
  readonly resources: readonly ITerraformDependable[] = [];

  constructor(scope: Construct, id: string, { keyArn, placement }: ImportedKeyProps) {
    super(scope, id);
    this.keyArn = keyArn;
    if (!Token.isUnresolved(keyArn)) addCheck(this, (path) => checkImportedKey(path, placement, keyArn));
  }
}
