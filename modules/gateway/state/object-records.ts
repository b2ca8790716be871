import type { ObjectEncryption, StartedUpload } from '../../evaluation';

/** Tags of an object, by their keys. */
export type ObjectTags = { readonly [tag: string]: string };

/** How one version of an object lies in its bucket, and under which generation of a bucket-level key. */
export interface ObjectRecord {
  /** `null` in a bucket without versioning. */
  readonly versionId: string;
  readonly encryption: ObjectEncryption;
  /** @default the object has no Bucket Key */
  readonly generation?: string;
  /** Base64 MD5 of the customer's own key. @default the object does not lie under one */
  readonly customerKeyMd5?: string;
  /** @default none */
  readonly tags?: ObjectTags;
}

/** An upload that goes on in parts. */
export interface UploadRecord extends StartedUpload {
  /** @default the upload has no Bucket Key */
  readonly generation?: string;
  readonly customerKeyMd5?: string;
  readonly tags?: ObjectTags;
}

/** What is known of objects and uploads, as the requests have made it. */
export class ObjectRecords {
  /** By bucket and key: a name put together of both would have to be hashed for each request. */
  readonly #buckets = new Map<string, Map<string, readonly ObjectRecord[]>>();
  readonly #uploads = new Map<string, UploadRecord>();

  /** A version of an object, by default the newest; `undefined` when there is none. */
  find(bucket: string, key: string, versionId?: string): ObjectRecord | undefined {
    const versions = this.#buckets.get(bucket)?.get(key);
    return versionId === undefined ? versions?.at(-1) : versions?.find((one) => one.versionId === versionId);
  }

  /** A new version; one of the same version id goes away. */
  add(bucket: string, key: string, record: ObjectRecord): void {
    const keys = this.#buckets.get(bucket) ?? new Map<string, readonly ObjectRecord[]>();
    const others = keys.get(key)?.filter((one) => one.versionId !== record.versionId) ?? [];
    this.#buckets.set(bucket, keys.set(key, [...others, record]));
  }

  /** Other tags for a version that stays in its place. */
  retag(bucket: string, key: string, versionId: string | undefined, tags: ObjectTags): void {
    const keys = this.#buckets.get(bucket);
    const found = this.find(bucket, key, versionId);
    const retagged = keys?.get(key)?.map((one) => (one === found ? { ...one, tags } : one));
    if (retagged) keys?.set(key, retagged);
  }

  remove(bucket: string, key: string, versionId: string): void {
    const keys = this.#buckets.get(bucket);
    const left = keys?.get(key)?.filter((one) => one.versionId !== versionId) ?? [];
    if (left.length === 0) keys?.delete(key);
    else keys?.set(key, left);
  }

  /** Forgets whatever lay in a bucket that is gone. */
  forgetBucket(bucket: string): void {
    this.#buckets.delete(bucket);
  }

  upload(uploadId: string): UploadRecord | undefined {
    return this.#uploads.get(uploadId);
  }

  beginUpload(uploadId: string, upload: UploadRecord): void {
    this.#uploads.set(uploadId, upload);
  }

  endUpload(uploadId: string): void {
    this.#uploads.delete(uploadId);
  }
}
