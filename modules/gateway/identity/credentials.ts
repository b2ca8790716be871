import { accountRootArn } from '../../core';

/** Credentials that were handed out, and whom they make. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** @default long-lived credentials have none */
  readonly sessionToken?: string;
  /** @default they do not expire */
  readonly expiresAt?: Date;
  /** A name of the world's principals. */
  readonly principal: string;
  readonly accountId: string;
}

const rootSecret = 'test';

/** The credentials that are in use. A twelve-digit key with the secret `test` is the root user of that account. */
export class CredentialStore {
  readonly #issued = new Map<string, Credentials>();

  constructor(private readonly partition: string) {}

  find(accessKeyId: string): Credentials | undefined {
    const issued = this.#issued.get(accessKeyId);
    if (issued) return issued;
    return /^[0-9]{12}$/.test(accessKeyId) ? this.#rootOf(accessKeyId) : undefined;
  }

  issue(credentials: Credentials): void {
    this.#issued.set(credentials.accessKeyId, credentials);
  }

  withdraw(accessKeyId: string): void {
    this.#issued.delete(accessKeyId);
  }

  /** Takes out of use what proves somebody. */
  withdrawWhere(proves: (credentials: Credentials) => boolean): void {
    for (const one of this.#issued.values()) if (proves(one)) this.#issued.delete(one.accessKeyId);
  }

  #rootOf(accountId: string): Credentials {
    const principal = accountRootArn(this.partition, accountId);
    return { accessKeyId: accountId, secretAccessKey: rootSecret, principal, accountId };
  }
}
