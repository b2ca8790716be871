/** What is known of a key beyond what decisions need. */
export interface KeyNotes {
  readonly keyUsage: string;
  readonly keySpec: string;
  readonly origin: string;
  readonly multiRegion: boolean;
  /** As it was put; a principal that is gone since stands under its own name here. */
  readonly policyText?: string;
  /** @default the key does not rotate */
  readonly rotationPeriodInDays?: number;
  /** Milliseconds since 1970, on the virtual clock. @default nobody wants it deleted */
  readonly deletionAt?: number;
}

const ordinary: KeyNotes = {
  keyUsage: 'ENCRYPT_DECRYPT',
  keySpec: 'SYMMETRIC_DEFAULT',
  origin: 'AWS_KMS',
  multiRegion: false,
};

/** Notes by key ARN. A key of which nothing is noted is a symmetric one. */
export class KeyNotebook {
  readonly #notes = new Map<string, KeyNotes>();

  of(keyArn: string): KeyNotes {
    return this.#notes.get(keyArn) ?? ordinary;
  }

  note(keyArn: string, change: Partial<KeyNotes>): void {
    this.#notes.set(keyArn, { ...this.of(keyArn), ...change });
  }

  /** Takes back one note. */
  erase(keyArn: string, name: 'policyText' | 'rotationPeriodInDays' | 'deletionAt'): void {
    const { [name]: _, ...notes } = this.of(keyArn);
    this.#notes.set(keyArn, notes);
  }
}
