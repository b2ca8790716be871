import { isAccountId, known, parseArn, unknown, type Fact } from '../../core';
import { asList, blocksIn, type JsonObject } from './json';

/** Where a provider's resources are. */
export interface Place {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/** The role that a provider assumes: whoever runs terraform works as it. */
export function assumedRole(provider: JsonObject): string | undefined {
  const [role] = blocksIn(provider['assume_role']);
  const arn = role?.['role_arn'];
  return typeof arn === 'string' ? arn : undefined;
}

/** The place that a provider block names; `region` is what a resource says for itself. */
export function placeOf(provider: JsonObject | undefined, region: unknown): Fact<Place> {
  if (!provider) return unknown('there is no such provider block');
  const chosen = region ?? provider['region'];
  if (typeof chosen !== 'string' || chosen.includes('${')) return unknown('the provider names no region');
  const accountId = accountOf(provider);
  if (accountId === undefined)
    return unknown('the provider names no account: it has neither one allowed_account_ids nor a role to assume');
  return known({ partition: partitionOf(chosen), accountId, region: chosen });
}

function accountOf(provider: JsonObject): string | undefined {
  const [only, ...more] = asList(provider['allowed_account_ids']);
  if (typeof only === 'string' && isAccountId(only) && more.length === 0) return only;
  const accountId = parseArn(assumedRole(provider) ?? '')?.accountId;
  return accountId !== undefined && isAccountId(accountId) ? accountId : undefined;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
const partitions: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eusc-', 'aws-eusc'],
];

/** The partition of a region. */
export function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}
