import type { Target } from './ground';

/** What the script says of itself, also when it asks nothing. */
export const usage = `usage: npm run conformance -- [--endpoint URL] [--region REGION] [--account ID]
         [--second-account ID | --second-profile NAME] [--json]
         [--yes-this-costs-money]

Makes one bucket, nine KMS keys and two aliases, asks some sixty requests, and
removes them; KMS keeps the keys for seven days more, without charge. Against
AWS that is a few cents: a part of each key's dollar a month, and requests.
Without an endpoint on this machine it asks nothing unless
--yes-this-costs-money says that this is meant.

The first account is the one whose credentials the AWS SDK finds, at an endpoint
on this machine the root user of --account.

A second account is asked for what takes two. --second-profile names a profile
of the AWS SDK, or the environment gives TENANT_BUCKETS_SECOND_ACCESS_KEY_ID,
TENANT_BUCKETS_SECOND_SECRET_ACCESS_KEY and, for a session,
TENANT_BUCKETS_SECOND_SESSION_TOKEN; at an endpoint on this machine
--second-account is the root user of that account. One role is made there and
four more keys in the first account, and grants are waited for, up to ten
minutes. Without a second account the script says what it did not ask.
`;

type Environment = { readonly [name: string]: string | undefined };

/** The account beside the first one, or why there is none. */
export type Second = { readonly target: Target } | { readonly why: string };

export interface Arguments {
  readonly target: Target;
  readonly second: Second;
  readonly json: boolean;
}

const flags = ['--json', '--yes-this-costs-money'];
const named = ['--endpoint', '--region', '--account', '--second-account', '--second-profile'];
const onThisMachine = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?\/?$/;

/** Nothing when they are not understood, or would ask AWS without the flag that means it. */
export function readArguments(parameters: readonly string[], environment: Environment): Arguments | undefined {
  const value = (name: string): string | undefined => {
    const at = parameters.indexOf(name);
    return at < 0 ? undefined : parameters[at + 1];
  };
  const endpoint = value('--endpoint');
  const local = endpoint !== undefined && onThisMachine.test(endpoint);
  if (parameters.some((one, index) => isStrange(one, parameters[index - 1]))) return undefined;
  if (!local && !parameters.includes('--yes-this-costs-money')) return undefined;
  const place = placeOf(endpoint, value('--region'), local);
  const profile = value('--second-profile');
  return {
    json: parameters.includes('--json'),
    target: local ? { ...place, credentials: rootOf(value('--account') ?? '000000000000') } : place,
    second: secondOf(place, environment, local ? { profile, account: value('--second-account') } : { profile }),
  };
}

function placeOf(endpoint: string | undefined, region: string | undefined, local: boolean): Target {
  const place = { region: region ?? 'us-east-1', settleSeconds: local ? 0 : 15 };
  return endpoint === undefined ? place : { ...place, endpoint };
}

function isStrange(one: string, before: string | undefined): boolean {
  return !flags.includes(one) && !named.includes(one) && !named.includes(before ?? '');
}

function rootOf(accessKeyId: string): NonNullable<Target['credentials']> {
  return { accessKeyId, secretAccessKey: 'test' };
}

const prefix = 'TENANT_BUCKETS_SECOND_';

interface Named {
  readonly account?: string | undefined;
  readonly profile?: string | undefined;
}

function secondOf(place: Target, environment: Environment, { account, profile }: Named): Second {
  if (account !== undefined) return { target: { ...place, credentials: rootOf(account) } };
  if (profile !== undefined) return { target: { ...place, profile } };
  const accessKeyId = environment[`${prefix}ACCESS_KEY_ID`];
  const secretAccessKey = environment[`${prefix}SECRET_ACCESS_KEY`];
  const sessionToken = environment[`${prefix}SESSION_TOKEN`];
  if (accessKeyId === undefined && secretAccessKey === undefined) {
    return { why: `no credentials of a second account: neither --second-profile nor ${prefix}ACCESS_KEY_ID` };
  }
  if (accessKeyId === undefined) return { why: `${prefix}ACCESS_KEY_ID is missing` };
  if (secretAccessKey === undefined) return { why: `${prefix}SECRET_ACCESS_KEY is missing` };
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
  return { target: { ...place, credentials } };
}
