/** What a new repository of environments is made of. */
export interface Scaffold {
  /** Name of the package, and first part of every bucket name. */
  readonly name: string;
  /** Account of the first environment, twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}
