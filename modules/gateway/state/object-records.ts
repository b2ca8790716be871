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
  readonly #versions = new Map<string, readonly ObjectRecord[]>();
  readonly #uploads = new Map<string, UploadRecord>();

  /** A version of an object, by default the newest; `undefined` when there is none. */
  find(bucket: string, key: string, versionId?: string): ObjectRecord | undefined {
    const versions = this.#versions.get(name(bucket, key));
    return versionId === undefined ? versions?.at(-1) : versions?.find((one) => one.versionId === versionId);
  }

  /** A new version; one of the same version id goes away. */
  add(bucket: string, key: string, record: ObjectRecord): void {
    const earlier = this.#versions.get(name(bucket, key)) ?? [];
    const others = earlier.filter((one) => one.versionId !== record.versionId);
    this.#versions.set(name(bucket, key), [...others, record]);
  }

  /** Other tags for a version that stays in its place. */
  retag(bucket: string, key: string, versionId: string | undefined, tags: ObjectTags): void {
    const versions = this.#versions.get(name(bucket, key)) ?? [];
    const found = this.find(bucket, key, versionId);
    this.#versions.set(
      name(bucket, key),
      versions.map((one) => (one === found ? { ...one, tags } : one)),
    );
  }

  remove(bucket: string, key: string, versionId: string): void {
    const left = (this.#versions.get(name(bucket, key)) ?? []).filter((one) => one.versionId !== versionId);
    if (left.length === 0) this.#versions.delete(name(bucket, key));
    else this.#versions.set(name(bucket, key), left);
  }

  /** Forgets whatever lay in a bucket that is gone. */
  forgetBucket(bucket: string): void {
    for (const one of this.#versions.keys()) if (one.startsWith(`${bucket}/`)) this.#versions.delete(one);
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

function name(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}
