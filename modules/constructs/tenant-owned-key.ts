import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import {
  canonicalPolicyJson,
  checkKeyPolicySize,
  checkKeyTimes,
  ownedKey,
  type Handshake,
  type OwnedKeyOptions,
} from '../core';
import { addCheck } from './validation';

export interface TenantOwnedKeyProps extends OwnedKeyOptions {
  /** What the platform handed over; `readHandshake` reads it from the JSON of `handshake/TENANT.json`. */
  readonly handshake: Handshake;
  readonly tags?: { readonly [key: string]: string };
}

/**
 * The key of a tenant, in a stack of the tenant's own account and in the region of the bucket. The account administers
 * it; whom it lets in, and that it can be taken back, stands in the key policy. Terraform never destroys it.
 */
export class TenantOwnedKey extends Construct {
  /** To be given back to the platform. Known only after apply, and given out as `TENANT_key_arn`. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: TenantOwnedKeyProps) {
    super(scope, id);
    const { handshake, tags, ...options } = props;
    const { description, policy, rotationDays, deletionWindowDays, aliasName } = ownedKey(handshake, options);
    addCheck(this, (path) => checkKeyTimes(path, { rotationDays, deletionWindowDays }));
    addCheck(this, (path) => checkKeyPolicySize(path, policy.Statement));
    const key = new KmsKey(this, 'Resource', {
      description,
      policy: canonicalPolicyJson(policy),
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: deletionWindowDays,
      tags: { ...tags },
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, 'Alias', { name: aliasName, targetKeyId: key.keyId });
    this.keyArn = key.arn;
    const output = new TerraformOutput(this, 'Arn', {
      description: 'goes into the file of the tenant',
      value: key.arn,
    });
    output.overrideLogicalId(`${handshake.tenant}_key_arn`);
  }
}
