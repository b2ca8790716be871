import { bucketContext, sameContext, type EncryptionContext } from '../../core';
import {
  storedEncryption,
  type EffectiveEncryption,
  type HeldBucketKeys,
  type KmsEncryption,
  type ObjectDecision,
  type ObjectEncryption,
} from '../../evaluation';
import type { BucketKeyHolder } from '../bucket-keys/bucket-keys';
import type { GatewayState } from '../state/gateway-state';

/** Something that lies under a Bucket Key and is read. */
export interface ReadUnderBucketKey {
  readonly bucket: string;
  readonly encryption: ObjectEncryption;
  readonly generation: string | undefined;
}

/** The bucket-level keys that one request may use instead of asking KMS. */
export class DataKeys {
  readonly #partition: number;
  readonly #now: Date;
  #sourceAsked = false;

  constructor(
    private readonly state: GatewayState,
    private readonly requester: string,
    private readonly target: string,
    /** In the order in which S3 asks for them. */
    private readonly reads: readonly ReadUnderBucketKey[],
  ) {
    this.#partition = state.bucketKeys.nextPartition(state.tuning.settings);
    this.#now = state.clock.now();
  }

  /** What S3 holds already. A read is asked for before a write under the same key. */
  readonly held: HeldBucketKeys = ({ operation, keyArn, encryptionContext }) => {
    const read = operation === 'Decrypt' && !this.#sourceAsked ? this.#readOf(keyArn, encryptionContext) : undefined;
    if (!read) return this.#current(this.#holder(this.target, keyArn, encryptionContext)) !== undefined;
    this.#sourceAsked = true;
    return this.#holds(read, keyArn, encryptionContext);
  };

  /** Keeps what KMS gave, once everything was allowed; answers with the generation under which a write lies. */
  settle(decision: ObjectDecision): string | undefined {
    for (const read of this.reads) this.#settleRead(read, decision);
    return decision.encryption ? this.#settleWrite(decision.encryption) : undefined;
  }

  #settleRead({ bucket, encryption, generation }: ReadUnderBucketKey, decision: ObjectDecision): void {
    if (!underBucketKey(encryption) || generation === undefined) return;
    const holder = this.#holder(bucket, encryption.keyArn, this.#contextOf(encryption, bucket));
    const { bucketKeys } = this.state;
    const { settings } = this.state.tuning;
    const asked = decision.legs.some(({ call }) => call?.operation === 'Decrypt' && call.keyArn === encryption.keyArn);
    if (asked) bucketKeys.keep(holder, this.#partition, generation, this.#now, settings);
    else bucketKeys.used(holder, this.#partition, generation, this.#now, settings);
  }

  #settleWrite(written: EffectiveEncryption): string | undefined {
    const encryption = storedEncryption(written);
    if (!underBucketKey(encryption)) return undefined;
    const holder = this.#holder(this.target, encryption.keyArn, this.#contextOf(encryption, this.target));
    const { bucketKeys } = this.state;
    const { settings } = this.state.tuning;
    const current = this.#current(holder);
    if (current === undefined) return bucketKeys.begin(holder, this.#partition, this.#now, settings);
    bucketKeys.used(holder, this.#partition, current, this.#now, settings);
    return current;
  }

  #readOf(keyArn: string, context: EncryptionContext): ReadUnderBucketKey | undefined {
    return this.reads.find(
      ({ bucket, encryption }) =>
        underBucketKey(encryption) &&
        encryption.keyArn === keyArn &&
        sameContext(this.#contextOf(encryption, bucket), context),
    );
  }

  #holds({ bucket, generation }: ReadUnderBucketKey, keyArn: string, context: EncryptionContext): boolean {
    if (generation === undefined) return false;
    return this.state.bucketKeys.holds(this.#holder(bucket, keyArn, context), this.#partition, generation, this.#now);
  }

  #current(holder: BucketKeyHolder): string | undefined {
    return this.state.bucketKeys.current(holder, this.#partition, this.#now);
  }

  #holder(bucket: string, keyArn: string, encryptionContext: EncryptionContext): BucketKeyHolder {
    return { bucket, keyArn, requester: this.requester, encryptionContext };
  }

  #contextOf({ context }: KmsEncryption, bucket: string): EncryptionContext {
    return Object.assign({}, context, bucketContext(this.state.partition, bucket));
  }
}

function underBucketKey(encryption: ObjectEncryption): encryption is KmsEncryption {
  return 'keyArn' in encryption && encryption.bucketKeyEnabled;
}
