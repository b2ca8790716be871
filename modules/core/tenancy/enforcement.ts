import { bucketArn, objectArn } from '../arn';
import type { PolicyStatement } from '../policy/document';
import { namedAccessStatements, type NamedPrincipal } from './access';
import {
  deny,
  denyAllButKeys,
  denyCustomerKeys,
  denyEncryptionChange,
  denyFormUploads,
  denyKmsWithoutKey,
  denyOtherAlgorithms,
  denyOtherKeys,
  denyPlainHttp,
  lists,
} from './enforcement-statements';
import type { Placement } from './placement';
import type { Tenant } from './tenant';

export interface DedicatedEnforcement {
  readonly placement: Placement;
  readonly bucketName: string;
  /** Full ARNs of the keys that may encrypt this bucket's objects. */
  readonly keyArns: readonly string[];
  /** `strict` refuses every write whose key cannot be seen as well. @default standard */
  readonly enforcement?: Tenant['enforcement'];
  /** Principals that exist already: the policy lets them in, as roles that we make are by their own. @default nobody */
  readonly letIn?: readonly NamedPrincipal[];
  /** Whether nobody but the deployer and the spared reaches an object. @default false */
  readonly suspended?: boolean;
  /** Roles of the platform that work on every object also while the tenant is suspended. @default none */
  readonly sparedArns?: readonly string[];
}

/**
 * Denies every write under no key or another's key in a bucket of one tenant, and every request without TLS.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms
 */
export function dedicatedEnforcementStatements(props: DedicatedEnforcement): readonly PolicyStatement[] {
  const { placement, bucketName } = props;
  const bucket = bucketArn(placement.partition, bucketName);
  const objects = objectArn(placement.partition, bucketName, '*');
  return [
    ...forms[props.enforcement ?? 'standard'](props, bucket, objects),
    denyPlainHttp(bucket, objects),
    ...(props.suspended === true
      ? denyWhileSuspended(props, bucket, objects)
      : namedAccessStatements(placement, bucketName, props.letIn ?? [])),
  ];
}

type Form = (props: DedicatedEnforcement, bucket: string, objects: string) => readonly PolicyStatement[];

/**
 * `standard` is right whether default encryption fills the key that is tested or not. `strict` needs that it does, else
 * it denies every write without headers; what it adds is that nothing passes whose key S3 does not show.
 */
const forms: { readonly [form in Tenant['enforcement']]: Form } = {
  standard: ({ placement, keyArns }, bucket, objects) => [
    denyOtherAlgorithms(objects),
    denyOtherKeys('DenyOtherKeys', objects, keyArns),
    denyKmsWithoutKey(objects),
    denyCustomerKeys(objects),
    denyEncryptionChange(bucket, placement.deployerArn),
    denyFormUploads(objects),
  ],
  strict: ({ placement, keyArns }, bucket, objects) => [
    denyOtherAlgorithms(objects),
    denyAllButKeys('DenyAllButOurKeys', objects, keyArns),
    denyEncryptionChange(bucket, placement.deployerArn),
    denyFormUploads(objects),
  ],
};

function denyWhileSuspended(props: DedicatedEnforcement, bucket: string, objects: string): readonly PolicyStatement[] {
  const Condition = {
    ArnNotLike: { 'aws:PrincipalArn': [props.placement.deployerArn, ...(props.sparedArns ?? [])] },
  };
  return [
    deny('DenyObjectsWhileSuspended', 's3:*', objects, Condition),
    deny('DenyListsWhileSuspended', lists, bucket, Condition),
  ];
}
