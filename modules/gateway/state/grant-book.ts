import type { GrantConstraints } from '../../core';

/** A grant as KMS tells of it. */
export interface GrantRecord {
  readonly id: string;
  readonly keyArn: string;
  readonly name: string;
  readonly granteePrincipal: string;
  /** @default nobody but the issuing account */
  readonly retiringPrincipal?: string;
  readonly issuingAccount: string;
  readonly operations: readonly string[];
  readonly constraints: GrantConstraints;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The grants that exist, whether they count already or not, and the tokens that stand for them. */
export class GrantBook {
  readonly #records = new Map<string, GrantRecord>();
  readonly #tokens = new Map<string, string>();

  find(id: string): GrantRecord | undefined {
    return this.#records.get(id);
  }

  byToken(token: string): GrantRecord | undefined {
    return this.#records.get(this.#tokens.get(token) ?? '');
  }

  /** Whether KMS gave out such a token, be the grant there or not. */
  knowsToken(token: string): boolean {
    return this.#tokens.has(token);
  }

  ofKey(keyArn: string): readonly GrantRecord[] {
    return [...this.#records.values()].filter((one) => one.keyArn === keyArn);
  }

  retirableBy(principal: string): readonly GrantRecord[] {
    return [...this.#records.values()].filter((one) => one.retiringPrincipal === principal);
  }

  add(record: GrantRecord): void {
    this.#records.set(record.id, record);
  }

  addToken(token: string, id: string): void {
    this.#tokens.set(token, id);
  }

  remove(id: string): void {
    this.#records.delete(id);
  }
}
