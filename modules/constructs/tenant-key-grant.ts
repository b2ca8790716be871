import { createHash } from 'node:crypto';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import type { ITerraformDependable, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import {
  bucketArn,
  bucketContext,
  checkGrantContext,
  grantOperations,
  type EncryptionContext,
  type GrantPreset,
  type GrantTerms,
  type Placement,
} from '../core';
import { plainAddresses } from './plain-addresses';
import { addCheck } from './validation';

export interface TenantKeyGrantProps {
  readonly placement: Placement;
  readonly tenantId: string;
  /** The key to use: its ARN. */
  readonly keyArn: string;
  /** The principal that is let in: the ARN of a role, a user or an account's root, never a service. */
  readonly granteeArn: string;
  readonly preset: GrantPreset;
  readonly bucketName: string;
  /** Whether the bucket's default turns a Bucket Key on, which decides the context that S3 sends. */
  readonly bucketKeyEnabled: boolean;
  /** The context that every use must carry. @default the ARN of the bucket, which is what S3 sends with a Bucket Key */
  readonly encryptionContext?: EncryptionContext;
  /** What has to exist before anybody is let in. @default nothing but the key */
  readonly after?: readonly ITerraformDependable[];
  /** For a key in another region than the stack's. @default the provider of the stack */
  readonly provider?: TerraformProvider;
}

/**
 * Lets one principal use a tenant's key for one bucket. Removing it revokes; what S3 has in its bucket-key cache still
 * works until it expires. @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export class TenantKeyGrant extends Construct {
  /** For whatever may only come once the principal is let in. */
  readonly resource: ITerraformDependable;
  private readonly grant: KmsGrant;

  constructor(scope: Construct, id: string, props: TenantKeyGrantProps) {
    super(scope, id);
    const { partition, deployerArn } = props.placement;
    const terms: GrantTerms = {
      preset: props.preset,
      granteeArn: props.granteeArn,
      encryptionContext: props.encryptionContext ?? bucketContext(partition, props.bucketName),
    };
    const bucket = { arn: bucketArn(partition, props.bucketName), bucketKeyEnabled: props.bucketKeyEnabled };
    addCheck(this, (path) => checkGrantContext(path, terms, bucket));
    this.grant = new KmsGrant(this, 'Resource', {
      name: grantName(props.tenantId, terms, deployerArn),
      keyId: props.keyArn,
      granteePrincipal: terms.granteeArn,
      operations: [...grantOperations([terms.preset])],
      constraints: [{ encryptionContextEquals: { ...terms.encryptionContext } }],
      retiringPrincipal: deployerArn,
      lifecycle: { createBeforeDestroy: true },
      dependsOn: plainAddresses(props.after ?? []),
      ...(props.provider !== undefined && { provider: props.provider }),
    });
    this.resource = this.grant;
  }

  /** Known only after apply. */
  get grantId(): string {
    return this.grant.grantId;
  }
}

/**
 * Carries a hash of the terms: KMS answers a grant of the same name and terms with the old grant, which the
 * replacement would then revoke. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
function grantName(tenantId: string, terms: GrantTerms, retiringArn: string): string {
  const content = JSON.stringify([
    terms.granteeArn,
    grantOperations([terms.preset]),
    Object.entries(terms.encryptionContext).sort(([a], [b]) => (a < b ? -1 : 1)),
    retiringArn,
  ]);
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
  return `${tenantId}-${terms.preset}-${hash}`;
}
