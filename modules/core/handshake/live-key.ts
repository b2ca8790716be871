import { parseArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import type { Fact } from '../world/fact';
import type { Handshake } from './handshake';

/** A key as KMS describes it, in KMS's own words. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export interface LiveKey {
  readonly arn: string;
  readonly manager: string;
  readonly spec: string;
  readonly usage: string;
  readonly state: string;
  /** When it goes for good, of a key that waits for its deletion. */
  readonly deletionDate?: string;
  /** The document as KMS keeps it. */
  readonly policy: Fact<unknown>;
  /** As ListGrants lists them. */
  readonly grants: Fact<readonly unknown[]>;
}

/** What is wrong with an ARN before anybody asks KMS: its form, its partition and region, its account. */
export function checkOwnedKeyArn(path: string, handshake: Handshake, keyArn: string): readonly Diagnostic[] {
  const arn = parseArn(keyArn);
  if (arn?.service !== 'kms' || !/^key\/[A-Za-z0-9-]+$/.test(arn.resource)) {
    const fix = 'give the full ARN of the key: an alias or a bare id is looked up in the account of whoever writes';
    return [diagnostic('TB5122', { path, message: `"${keyArn}" is no full key ARN`, fix })];
  }
  const { region, partition, keyAccountId } = handshake;
  const place = (of: { readonly region: string; readonly partition: string }): string =>
    `${of.region} (${of.partition})`;
  return [
    ...(arn.accountId === keyAccountId
      ? []
      : [
          diagnostic('TB5123', {
            path,
            message: `the key is in account ${arn.accountId}, and the tenant’s account is ${keyAccountId}`,
            fix: 'give the ARN of a key in the tenant’s account',
          }),
        ]),
    ...(place(arn) === place(handshake)
      ? []
      : [
          diagnostic('TB5124', {
            path,
            message: `the key is in ${place(arn)}, and the bucket in ${place({ region, partition })}`,
            fix: `make the key in ${region}: S3 uses keys of the bucket’s region only`,
          }),
        ]),
  ];
}

/** No such key, as KMS says it. */
export function missingKey(path: string, keyArn: string): Diagnostic {
  return diagnostic('TB5125', {
    path,
    message: `there is no key ${keyArn}`,
    fix: 'give the ARN that the tenant’s account printed when it made the key',
  });
}

/** What S3 could not use: all that KMS says of a key but who may use it. */
export function checkLiveKey(path: string, { keyAccountId }: Handshake, key: LiveKey): readonly Diagnostic[] {
  return rules.flatMap(({ code, broken, message, fix }) =>
    broken(key) ? [diagnostic(code, { path, message: message(key), fix: fix(keyAccountId) })] : [],
  );
}

interface KeyRule {
  readonly code: 'TB5126' | 'TB5127' | 'TB5128' | 'TB5134';
  readonly broken: (key: LiveKey) => boolean;
  readonly message: (key: LiveKey) => string;
  readonly fix: (accountId: string) => string;
}

const rules: readonly KeyRule[] = [
  {
    code: 'TB5134',
    broken: ({ manager }) => manager !== 'CUSTOMER',
    message: ({ manager }) => `the key is managed by ${manager}, and only its own account can use it`,
    fix: (accountId) => `let account ${accountId} make a key of its own`,
  },
  {
    code: 'TB5126',
    broken: ({ spec, usage }) => spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT',
    message: ({ spec, usage }) => `the key is ${spec} for ${usage}`,
    fix: (accountId) => `let account ${accountId} make a symmetric key, SYMMETRIC_DEFAULT for ENCRYPT_DECRYPT`,
  },
  {
    code: 'TB5127',
    broken: ({ state }) => state !== 'Enabled' && state !== 'PendingDeletion',
    message: ({ state }) => `the key is ${state}`,
    fix: (accountId) => `let account ${accountId} enable it`,
  },
  {
    code: 'TB5128',
    broken: ({ state }) => state === 'PendingDeletion',
    message: ({ deletionDate }) =>
      `the key waits for its deletion${deletionDate === undefined ? '' : ` on ${deletionDate}`}`,
    fix: (accountId) => `let account ${accountId} cancel the deletion and enable the key, or make another`,
  },
];
