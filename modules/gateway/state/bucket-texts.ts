/** What buckets were told, word for word, where an answer has to repeat it. */
export class BucketTexts {
  readonly #policies = new Map<string, string>();
  readonly #encryptions = new Map<string, string>();

  /** The text of a bucket's policy, as it was put. */
  policy(bucket: string): string | undefined {
    return this.#policies.get(bucket);
  }

  keepPolicy(bucket: string, text: string): void {
    this.#policies.set(bucket, text);
  }

  dropPolicy(bucket: string): void {
    this.#policies.delete(bucket);
  }

  /** The default encryption that was put; `undefined` where AWS's own stands. */
  encryption(bucket: string): string | undefined {
    return this.#encryptions.get(bucket);
  }

  keepEncryption(bucket: string, xml: string): void {
    this.#encryptions.set(bucket, xml);
  }

  dropEncryption(bucket: string): void {
    this.#encryptions.delete(bucket);
  }

  forget(bucket: string): void {
    this.dropPolicy(bucket);
    this.dropEncryption(bucket);
  }
}
