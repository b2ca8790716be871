import { parseArn } from '../arn';
import type { EncryptionContext } from '../encryption-context';
import { known, type Fact } from './fact';
import type { Tags } from './principal';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export type KeyState = 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport' | 'Unavailable';

export interface KmsKey {
  /** The full key ARN; of a key that is not made yet a made-up one, the same wherever the world names that key. */
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly state: Fact<KeyState>;
  readonly policy: Fact<unknown>;
  /** `alias/…` without account and region. */
  readonly aliases: Fact<readonly string[]>;
  /** Whether AWS manages it, like the key behind `alias/aws/s3`. */
  readonly awsManaged: boolean;
  readonly tags: Fact<Tags>;
}

/** At most one of the two is ever set. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
export interface GrantConstraints {
  readonly encryptionContextEquals?: EncryptionContext;
  readonly encryptionContextSubset?: EncryptionContext;
}

/** A KMS grant. @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
export interface Grant {
  readonly id: string;
  readonly keyArn: string;
  readonly granteePrincipal: Fact<string>;
  readonly operations: Fact<readonly string[]>;
  readonly constraints: Fact<GrantConstraints>;
  /** Whether it counts already: a grant takes seconds to minutes to be seen everywhere. */
  readonly visible: Fact<boolean>;
}

/** A key of which only the given parts are special. @default enabled, no policy, no aliases, made by a customer */
export function describeKey(parts: Pick<KmsKey, 'arn'> & Partial<KmsKey>): KmsKey {
  const arn = parseArn(parts.arn);
  return {
    accountId: arn?.accountId ?? '',
    region: arn?.region ?? '',
    state: known('Enabled'),
    policy: known(undefined),
    aliases: known([]),
    awsManaged: false,
    tags: known({}),
    ...parts,
  };
}

/** A grant of which only the given parts are special. @default unconstrained and visible */
export function describeGrant(
  parts: Pick<Grant, 'id' | 'keyArn' | 'granteePrincipal' | 'operations'> & Partial<Grant>,
): Grant {
  return { constraints: known({}), visible: known(true), ...parts };
}
