import type { CredentialStore, Credentials } from '../identity/credentials';

/** The long-lived keys of users, in use or not. */
export class AccessKeys {
  readonly #made = new Map<string, Credentials>();

  issue(store: CredentialStore, credentials: Credentials): void {
    this.#made.set(credentials.accessKeyId, credentials);
    store.issue(credentials);
  }

  /** Takes a key out of use, or puts it back. */
  activate(store: CredentialStore, accessKeyId: string, active: boolean): void {
    const credentials = this.#made.get(accessKeyId);
    if (active && credentials) store.issue(credentials);
    else store.withdraw(accessKeyId);
  }

  /** Takes a key out of use for good. */
  remove(store: CredentialStore, accessKeyId: string): void {
    this.#made.delete(accessKeyId);
    store.withdraw(accessKeyId);
  }

  /** Whether a user has a key, in use or not. */
  hasOf(principal: string): boolean {
    return [...this.#made.values()].some((one) => one.principal === principal);
  }
}
