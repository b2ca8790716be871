import { kmsRows } from './kms/catalogue/kms-rows';
import { controlRows } from './s3control/catalogue/s3-control-rows';
import { s3Rows } from './s3/catalogue/s3-rows';

/** One way in which the gateway is not AWS. */
export interface KnownDifference {
  /** The operation as its API names it, or what the difference is about. */
  readonly area: string;
  readonly difference: string;
  /** Set for an operation that is not answered at all. @default false */
  readonly refused?: true;
  /** Set for an operation that the emulator does alone, once the caller is allowed. @default false */
  readonly forwarded?: true;
}

/** What no table of operations can say. Where AWS's pages leave something open, the setting is named. */
const kept: readonly KnownDifference[] = [
  {
    area: 'ETag',
    difference: 'under SSE-KMS, DSSE-KMS and SSE-C it is no MD5, and the same data has the same one under every key',
  },
  {
    area: 'conditions',
    difference:
      'the emulator judges them, one ETag each: If-Match is answered with 501 on deletes and passed over on targets of copies',
  },
  {
    area: 'bucket keys',
    difference: 'lifetime, expiry, partitions and scope are not documented: bucketKeyTtlSeconds and its neighbours',
  },
  {
    area: 'condition keys of writes',
    difference: 'what they say of default encryption and of parts is not documented: reading, bareDefault, partContext',
  },
  { area: 'kms:Decrypt', difference: 'a part and the completion of an upload cost one call each' },
  { area: 'grants', difference: 'how long a new grant stays unseen is not documented: grantDelaySeconds' },
  { area: 'ACLs', difference: 'only an ACL of the owner alone is taken; the engine does not judge ACLs' },
  { area: 'MFA', difference: 'nobody can sign in with an MFA device' },
  { area: 'root users', difference: 'a root user may assume roles here' },
  { area: 'session tokens', difference: 'credentials of GetSessionToken may call IAM and STS' },
  {
    area: 'expired sessions',
    difference: 'are told ExpiredToken for an hour at least; later their access key may be an unknown one',
  },
  { area: 'SigV4A', difference: 'requests that are signed for several Regions are answered with 501' },
  {
    area: 'form uploads',
    difference: 'fields on encryption fill the condition keys like headers, which is not documented',
  },
  {
    area: 'broken uploads',
    difference:
      'one of more than 1 MiB over an object of an unversioned bucket leaves that object damaged in the emulator',
  },
  {
    area: 'SSE-C',
    difference:
      'PutBucketEncryption without blocked types lifts the block, DeleteBucketEncryption keeps it: not documented',
  },
  {
    area: 'error texts',
    difference: 'the words for malformed policies and for contexts that claim another ARN are not documented in full',
  },
  {
    area: 'settings of buckets',
    difference:
      'lifecycle, replication, inventory, logging, notifications and the like are kept, and nobody acts on them',
  },
  {
    area: 'bucket policies',
    difference: 'actions that S3 does not know, and actions that do not fit their resource, are not refused',
  },
  {
    area: 'IAM',
    difference:
      'writes whose effect on access is not modelled are answered with 501, and so are access keys of root users',
  },
  { area: 'STS', difference: 'federation with SAML and web identities, and encoded messages, are answered with 501' },
  { area: 'KMS over S3', difference: 'a key that is not symmetric is refused in words that nobody has seen of AWS' },
  { area: 'cross-account denials', difference: 'a caller from another account always hears plain Access Denied of S3' },
];

interface Row {
  readonly operation: string;
  readonly treatment: string;
  readonly why: string;
}

function ofTable(service: string, rows: readonly Row[]): readonly KnownDifference[] {
  return rows.flatMap(({ operation, treatment, why }): readonly KnownDifference[] => {
    const area = `${service} ${operation}`;
    if (treatment === 'refused') return [{ area, difference: `is answered with 501: ${why}`, refused: true }];
    return treatment === 'forwarded' ? [{ area, difference: `is left to the emulator: ${why}`, forwarded: true }] : [];
  });
}

/** Every way in which the gateway is known not to be AWS. */
export function knownDifferences(): readonly KnownDifference[] {
  return [...kept, ...ofTable('S3', s3Rows), ...ofTable('S3 Control', controlRows), ...ofTable('KMS', kmsRows)];
}
