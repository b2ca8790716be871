import type { VirtualClock } from '../clock';
import type { BucketKeys } from '../bucket-keys/bucket-keys';
import type { Upstream } from '../http/upstream';
import type { CredentialStore } from '../identity/credentials';
import type { Ledger } from '../ledger/ledger';
import type { Tuning } from './tuning';
import type { IamStore } from '../iam/iam-store';
import type { AccessKeys } from './access-keys';
import type { BucketTexts } from './bucket-texts';
import type { GrantBook } from './grant-book';
import type { KeyNotebook } from './key-notes';
import type { AccountBlocks } from '../s3control/account-blocks';
import type { LiveWorld } from './live-world';
import type { ObjectRecords } from './object-records';
import type { Sessions } from './sessions';
import type { Faults } from '../faults/faults';
import type { OrganizationStore } from './organization';

/** Everything that the gateway remembers, and the emulator behind it. */
export interface GatewayState {
  readonly live: LiveWorld;
  readonly credentials: CredentialStore;
  readonly iam: IamStore;
  /** The long-lived keys of IAM's users. */
  readonly accessKeys: AccessKeys;
  /** What STS has handed out. */
  readonly sessions: Sessions;
  readonly objects: ObjectRecords;
  readonly texts: BucketTexts;
  readonly keyNotes: KeyNotebook;
  readonly grants: GrantBook;
  readonly accountBlocks: AccountBlocks;
  readonly bucketKeys: BucketKeys;
  readonly ledger: Ledger;
  /** Of bucket keys, grants and the ledger. */
  readonly clock: VirtualClock;
  /** Of signatures and credentials. */
  readonly realNow: () => Date;
  readonly upstream: Upstream;
  readonly partition: string;
  /** Where buckets and keys are made unless a request says otherwise. */
  readonly region: string;
  readonly tuning: Tuning;
  readonly faults: Faults;
  readonly organization: OrganizationStore;
}
