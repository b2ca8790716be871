import { sameContext, type EncryptionContext } from '../../core';
import type { GatewaySettings } from '../settings';

/** For whom and under what S3 keeps a bucket-level key. */
export interface BucketKeyHolder {
  readonly bucket: string;
  readonly keyArn: string;
  /** Whoever shares the key, by the setting `requesterScope`. */
  readonly requester: string;
  readonly encryptionContext: EncryptionContext;
}

interface Slot {
  readonly generation: string;
  readonly expiresAt: number;
}

type CacheSettings = Pick<GatewaySettings, 'bucketKeyTtlSeconds' | 'bucketKeyExpiry' | 'bucketKeyPartitions'>;

const fewSlots = 1_000;

/**
 * The bucket-level keys that S3 keeps for a while. Writing uses the current generation of its holder; reading needs the
 * generation under which the object was written. AWS tells neither lifetime nor number: both are settings.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export class BucketKeys {
  readonly #writing = new Map<string, Slot>();
  readonly #reading = new Map<string, Slot>();
  #sweepAt = fewSlots;
  #generations = 0;
  #requests = 0;
  /** The slot that was named last: a request asks for its own several times, and so does the next one of the same caller. */
  #last: { readonly holder: BucketKeyHolder; readonly partition: number; readonly name: string } | undefined;

  /** The partition that serves the next request: each in its turn. */
  nextPartition(settings: CacheSettings): number {
    this.#requests += 1;
    return this.#requests % settings.bucketKeyPartitions;
  }

  /** The generation that a write would use without asking KMS. */
  current(holder: BucketKeyHolder, partition: number, now: Date): string | undefined {
    return alive(this.#writing.get(this.#nameOf(holder, partition)), now)?.generation;
  }

  /** Whether a read needs no Decrypt. */
  holds(holder: BucketKeyHolder, partition: number, generation: string, now: Date): boolean {
    return alive(this.#reading.get(`${this.#nameOf(holder, partition)} ${generation}`), now) !== undefined;
  }

  /** KMS has made a new key: it writes from now on, and reads what it writes. */
  begin(holder: BucketKeyHolder, partition: number, now: Date, settings: CacheSettings): string {
    this.#sweep(now);
    this.#generations += 1;
    const generation = `generation-${String(this.#generations)}`;
    const slot = { generation, expiresAt: expiry(now, settings) };
    this.#writing.set(this.#nameOf(holder, partition), slot);
    this.#reading.set(`${this.#nameOf(holder, partition)} ${generation}`, slot);
    return generation;
  }

  /** KMS has decrypted the key of a generation. */
  keep(holder: BucketKeyHolder, partition: number, generation: string, now: Date, settings: CacheSettings): void {
    this.#sweep(now);
    const slot = { generation, expiresAt: expiry(now, settings) };
    this.#reading.set(`${this.#nameOf(holder, partition)} ${generation}`, slot);
  }

  /** Use prolongs what is kept, where the setting says so. */
  used(holder: BucketKeyHolder, partition: number, generation: string, now: Date, settings: CacheSettings): void {
    if (settings.bucketKeyExpiry === 'absolute') return;
    this.keep(holder, partition, generation, now, settings);
    const name = this.#nameOf(holder, partition);
    if (this.#writing.get(name)?.generation === generation) {
      this.#writing.set(name, { generation, expiresAt: expiry(now, settings) });
    }
  }

  clear(): void {
    this.#writing.clear();
    this.#reading.clear();
    this.#sweepAt = fewSlots;
  }

  /** How many keys are kept, those included that have expired and were not swept out yet. */
  get size(): number {
    return this.#writing.size + this.#reading.size;
  }

  #nameOf(holder: BucketKeyHolder, partition: number): string {
    const last = this.#last;
    if (last?.partition === partition && isSame(last.holder, holder)) return last.name;
    const name = slotName(holder, partition);
    this.#last = { holder, partition, name };
    return name;
  }

  /** Now and then lets go what has expired, so that a gateway that runs for weeks does not grow. */
  #sweep(now: Date): void {
    if (this.size < this.#sweepAt) return;
    for (const slots of [this.#writing, this.#reading]) {
      for (const [name, slot] of slots) if (!alive(slot, now)) slots.delete(name);
    }
    this.#sweepAt = Math.max(fewSlots, 2 * this.size);
  }
}

function alive(slot: Slot | undefined, now: Date): Slot | undefined {
  return slot && slot.expiresAt > now.getTime() ? slot : undefined;
}

function expiry(now: Date, settings: CacheSettings): number {
  return now.getTime() + settings.bucketKeyTtlSeconds * 1000;
}

function isSame(one: BucketKeyHolder, other: BucketKeyHolder): boolean {
  return (
    one.bucket === other.bucket &&
    one.keyArn === other.keyArn &&
    one.requester === other.requester &&
    sameContext(one.encryptionContext, other.encryptionContext)
  );
}

/** It is put together, not serialized: no part but the last has line ends. */
function slotName({ bucket, keyArn, requester, encryptionContext }: BucketKeyHolder, partition: number): string {
  return `${bucket}\n${keyArn}\n${requester}\n${String(partition)}\n${contextName(encryptionContext)}`;
}

/** Mostly there is one pair alone. */
function contextName(encryptionContext: EncryptionContext): string {
  const keys = Object.keys(encryptionContext);
  const [key = ''] = keys;
  if (keys.length === 1) return `${key}\n${encryptionContext[key] ?? ''}`;
  return JSON.stringify(keys.sort().map((one) => [one, encryptionContext[one]]));
}
