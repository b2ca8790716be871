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
}
