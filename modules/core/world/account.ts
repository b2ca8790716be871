import { known, type Fact } from './fact';

/** A policy with a name by which people find it; its text is JSON of whoever wrote it, read by the evaluation alone. */
export interface NamedDocument {
  readonly name: string;
  readonly document: Fact<unknown>;
}

/** The policies attached to one level of an organization: the root, an organizational unit or the account. */
export interface PolicyLevel {
  readonly name: string;
  readonly policies: readonly NamedDocument[];
}

export interface Organization {
  readonly id: string;
  /** Whom no service control policy and whose resources no resource control policy binds. */
  readonly managementAccountId: string;
}

/** The two settings of Block Public Access that bear on policies; the other two bear on ACLs. */
export interface PublicAccessBlock {
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

/** An AWS account, and what its organization lays on it. */
export interface Account {
  readonly id: string;
  readonly partition: string;
  readonly organization: Fact<Organization | 'none'>;
  /** From the root down; no levels means that none are in force. */
  readonly serviceControlPolicies: Fact<readonly PolicyLevel[]>;
  /** From the root down; the full-access policy that AWS attaches may be left out. */
  readonly resourceControlPolicies: Fact<readonly PolicyLevel[]>;
  readonly publicAccessBlock: Fact<PublicAccessBlock>;
}

/** Block Public Access with nothing blocked. */
export const noPublicAccessBlock: PublicAccessBlock = { blockPublicPolicy: false, restrictPublicBuckets: false };

/** An account of which only the given parts are special. @default the aws partition, no organization, nothing blocked */
export function describeAccount(parts: Pick<Account, 'id'> & Partial<Account>): Account {
  return {
    partition: 'aws',
    organization: known('none'),
    serviceControlPolicies: known([]),
    resourceControlPolicies: known([]),
    publicAccessBlock: known(noPublicAccessBlock),
    ...parts,
  };
}
