import type { Verdict } from '../model';
import type { ConditionSettings } from './condition-keys';
import type { Context } from './context';
import type { EffectiveEncryption } from './effective-encryption';
import type { KmsCall, LegDecision } from './legs';
import type { EncryptionHeaders, ObjectEncryption, StartedUpload } from './object-encryption';
import type { Extra, ObjectOperation } from './operations';
import type { Refusal } from './refusal';

/** Settings for what AWS's pages leave open. */
export interface ObjectSettings extends ConditionSettings {
  /** Whether a write under a Bucket Key needs kms:Decrypt beside kms:GenerateDataKey. */
  readonly bucketKeyWriteDecrypts: boolean;
}

/** The readings that the evidence favours. */
export const defaultObjectSettings: ObjectSettings = {
  reading: 'effective',
  bareDefault: 'awsManagedKey',
  partContext: 'copyCreate',
  bucketKeyWriteDecrypts: true,
};

/** An object that a request reads from: the source of a copy. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly stored: ObjectEncryption;
}

/** One S3 request about an object or the objects of a bucket. */
export interface ObjectRequest {
  readonly operation: ObjectOperation;
  /** A name of `World.principals`, any principal's ARN, a service or `anonymous`. */
  readonly principal: string;
  readonly bucket: string;
  /** @default empty, for requests about the bucket */
  readonly key?: string;
  readonly versionId?: string;
  /** The encryption headers as sent; UpdateObjectEncryption's body counts as headers. @default none */
  readonly headers?: EncryptionHeaders;
  /** How the object lies there. @default not known */
  readonly stored?: ObjectEncryption;
  /** @default not known */
  readonly upload?: StartedUpload;
  readonly source?: CopySource;
  /** What a write brings along that needs a permission of its own. @default nothing */
  readonly extras?: readonly Extra[];
  /** HeadObject with `x-amz-checksum-mode`. @default false */
  readonly checksumMode?: boolean;
  /** Account that owns the object, where ownership is not enforced. @default the bucket's owner */
  readonly objectOwner?: string;
  /** Further condition keys of the S3 request, such as `aws:SourceIp` or `s3:prefix`. @default none */
  readonly context?: Context;
  /** Condition keys as they are where `context` says nothing, for many requests alike: see `shared`. @default none */
  readonly contextDefaults?: Context;
}

/** How an object request ends: as the policies say, or with an error of S3's or KMS's own. */
export type ObjectOutcome = Verdict | Refusal['outcome'];

/** The answer to an object request. */
export interface ObjectDecision {
  readonly outcome: ObjectOutcome;
  /** Each permission that was asked for, S3's first; after a deny nothing more is asked. */
  readonly legs: readonly LegDecision[];
  /** What a write encrypts with. @default the request writes no object */
  readonly encryption?: EffectiveEncryption;
  /** The error that S3 answers with when it is not a policy that refuses. */
  readonly refusal?: Refusal;
}

/** Which KMS calls S3 spares itself because it holds a Bucket Key. @default none */
export type HeldBucketKeys = (call: KmsCall) => boolean;
