import { stackWorld, type StackWorld } from '../../modules/plan';

export const accountId = '111122223333';
export const region = 'eu-west-1';

export const provider = { aws: [{ region, allowed_account_ids: [accountId] }] };

/** A stack of hand-written Terraform JSON in one account. */
export function oneStack(parts: { readonly [block: string]: unknown }): StackWorld {
  return stackWorld([{ name: 'hand', document: { provider, ...parts } }]);
}

/** Policies stand in Terraform as texts. */
export function policyText(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** The one member of a map; throws when there are none or several. */
export function onlyOf<T>(members: ReadonlyMap<string, T>): T {
  const [first, ...more] = members.values();
  if (first === undefined || more.length > 0) throw new Error(`${String(members.size)} members, not one`);
  return first;
}
