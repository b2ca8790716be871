import { bucketArn, objectArn, parseArn } from '../arn';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic';
import { s3ContextKey } from '../encryption-context';
import type { PolicyStatement } from '../policy/document';
import { denyEncryptionChange, denyPlainHttp, writes } from './enforcement-statements';
import { grantOperations } from './grant';
import { s3ViaService, type Placement } from './placement';
import { tagConditions } from './principal-tags';
import type { Access, PrincipalTags, TenantOwnedKey } from './tenant';

/** Keeps a bucket empty until the tenant's own key is there: its name is reserved, and nobody writes. */
export function pendingStatements(placement: Placement, bucketName: string): readonly PolicyStatement[] {
  const bucket = bucketArn(placement.partition, bucketName);
  const objects = objectArn(placement.partition, bucketName, '*');
  return [
    { Sid: 'DenyWritesWhilePending', Effect: 'Deny', Principal: '*', Action: writes, Resource: objects },
    denyEncryptionChange(bucket, placement.deployerArn),
    denyPlainHttp(bucket, objects),
  ];
}

/** Files are checked where they are read; an app that writes tenants as data is checked here. */
export function checkOwnedKeyAccount(path: string, { accountId, arn }: TenantOwnedKey): readonly Diagnostic[] {
  const parsed = arn === undefined ? undefined : parseArn(arn);
  if (parsed === undefined || parsed.accountId === accountId) return [];
  return [
    diagnostic('TB2170', {
      path,
      message: `key ${String(arn)} is not in account ${accountId}`,
      fix: 'make account and ARN agree: the key lies in the account of its tenant',
    }),
  ];
}

/** A key in another account, used for one bucket. */
export interface ForeignKeyUse {
  readonly keyArn: string;
  readonly bucketName: string;
  readonly access: Access;
  /** @default no tag is asked for */
  readonly principalTags?: PrincipalTags;
}

/**
 * What a role's own policy says of a key in another account, which no key policy and no grant there replaces.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function foreignKeyStatements(placement: Placement, use: ForeignKeyUse): readonly PolicyStatement[] {
  return [
    {
      Sid: 'UseKeyThroughS3',
      Effect: 'Allow',
      Action: grantOperations([use.access]).map((operation) => `kms:${operation}`),
      Resource: use.keyArn,
      Condition: {
        StringEquals: {
          'kms:ViaService': s3ViaService(placement),
          [`kms:EncryptionContext:${s3ContextKey}`]: bucketArn(placement.partition, use.bucketName),
          ...tagConditions(placement, use.principalTags),
        },
      },
    },
  ];
}
