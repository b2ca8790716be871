import { carriesEncryptionContext } from '../kms/actions';
import { notKnown, type Found, type RequestPrincipal } from '../model';
import type { EncryptionContext } from '../../core';
import type { GivenKeys } from './found-keys';

/** What a key's rule may look at. */
export interface KeyFacts {
  readonly action: string;
  readonly principal: RequestPrincipal;
  readonly principalArn: string;
  readonly resourceAccount: string | undefined;
  readonly encryptionContext: EncryptionContext;
  /** The keys that the request gives, in lower case. */
  readonly given: Pick<GivenKeys, 'get'>;
}

type KeyRule = (facts: KeyFacts) => Found;

/**
 * What a key is when the request does not give it. A key that is not in this table is absent.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const rules: ReadonlyMap<string, KeyRule> = new Map<string, KeyRule>([
  // Every request has these, and only the request can tell them.
  ['aws:currenttime', alwaysSent],
  ['aws:epochtime', alwaysSent],
  ['aws:securetransport', alwaysSent],
  ['aws:requestedregion', alwaysSent],
  ['aws:useragent', alwaysSent],
  ['aws:viaawsservice', alwaysSent],
  ['aws:sourceip', (facts) => (throughEndpoint(facts) ? undefined : notKnown)],
  [
    'aws:userid',
    ({ principal }) => (principal.kind === 'root' ? principal.account : hasAccount(principal) ? notKnown : undefined),
  ],
  ['aws:tokenissuetime', ({ principal }) => (hasToken(principal) ? notKnown : undefined)],
  // A service that calls on the caller's behalf hides where the caller is.
  ['aws:sourcevpc', behindService],
  ['aws:sourcevpce', behindService],
  ['aws:vpcsourceip', behindService],
  // Policies found in public use it, but AWS has no such key and refuses bucket policies that name it.
  ['s3:x-amz-server-side-encryption-bucket-key-enabled', () => notKnown],
  // The request says these in other words.
  ['aws:principalarn', ({ principal, principalArn }) => (hasAccount(principal) ? principalArn : undefined)],
  ['aws:principalaccount', ({ principal }) => (hasAccount(principal) ? principal.account : undefined)],
  ['aws:principaltype', ({ principal }) => principalTypes[principal.kind]],
  ['aws:principalisawsservice', principalIsService],
  ['aws:principalservicename', ({ principal }) => (principal.kind === 'service' ? principal.text : undefined)],
  [
    'aws:username',
    ({ principal }) =>
      principal.kind === 'user' ? principal.text.slice(principal.text.lastIndexOf('/') + 1) : undefined,
  ],
  ['aws:resourceaccount', accountOfResource],
  ['s3:resourceaccount', (facts) => (facts.action.startsWith('s3:') ? accountOfResource(facts) : undefined)],
  [
    'kms:calleraccount',
    ({ action, principal }) => (action.startsWith('kms:') && hasAccount(principal) ? principal.account : undefined),
  ],
  ['kms:encryptioncontextkeys', contextKeys],
]);

const contextPrefix = 'kms:encryptioncontext:';

/** A key that the request does not give: derived from the rest of the request, not known, or absent. `key` in lower case. */
export function impliedValue(key: string, facts: KeyFacts): Found {
  const rule = rules.get(key);
  if (rule) return rule(facts);
  return key.startsWith(contextPrefix) ? contextValue(key.slice(contextPrefix.length), facts) : undefined;
}

const principalTypes: { readonly [kind in RequestPrincipal['kind']]: Found } = {
  anonymous: 'Anonymous',
  service: notKnown,
  provider: notKnown,
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  session: 'AssumedRole',
  federated: 'FederatedUser',
};

/** Through what the caller comes: a service that calls on the caller's behalf, as S3 calls KMS, does not tell. */
export const hiddenByService: readonly string[] = ['aws:SourceVpc', 'aws:SourceVpce', 'aws:VpcSourceIp'];

const principalKeys = new Set([
  'aws:userid',
  'aws:username',
  'aws:tokenissuetime',
  'aws:sourceidentity',
  'aws:federatedprovider',
  'aws:assumedroot',
]);
const principalPrefixes = ['aws:principal', 'aws:multifactorauth'];

/** Whether a key speaks of the caller alone, so that it holds for every leg of the caller's request. `key` in lower case. */
export function describesPrincipal(key: string): boolean {
  return principalKeys.has(key) || principalPrefixes.some((prefix) => key.startsWith(prefix));
}

type Account = Extract<RequestPrincipal, { readonly arn: string }>;

function hasAccount(principal: RequestPrincipal): principal is Account {
  return 'arn' in principal;
}

function alwaysSent(): Found {
  return notKnown;
}

function hasToken(principal: RequestPrincipal): boolean {
  return principal.kind === 'session' || principal.kind === 'role' || principal.kind === 'federated';
}

function principalIsService({ principal }: KeyFacts): Found {
  return principal.kind === 'anonymous' ? undefined : String(principal.kind === 'service');
}

function throughEndpoint({ given }: KeyFacts): boolean {
  return ['aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip'].some((key) => typeof given.get(key) === 'string');
}

function behindService({ given }: KeyFacts): Found {
  const via = given.get('aws:viaawsservice');
  return via === 'true' || via === notKnown || given.get('kms:viaservice') !== undefined ? notKnown : undefined;
}

function accountOfResource({ resourceAccount }: KeyFacts): Found {
  return resourceAccount ?? notKnown;
}

function contextKeys({ action, encryptionContext }: KeyFacts): Found {
  const keys = carriesEncryptionContext(action) ? Object.keys(encryptionContext) : [];
  return keys.length === 0 ? undefined : keys;
}

/** Names of an encryption context ignore case, values do not. */
function contextValue(name: string, { action, encryptionContext }: KeyFacts): Found {
  if (!carriesEncryptionContext(action)) return undefined;
  return Object.entries(encryptionContext).find(([key]) => key.toLowerCase() === name)?.[1];
}
