import { isObject, oneOrMany, scalarText, type JsonObject } from './json';
import { some, type Trilean } from './trilean';

/** The keys that make an Allow to everyone non-public when they are held to fixed values. */
const limitingKeys = [
  'aws:principalorgid',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
];

const limitingOperators =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/;

/** A bucket policy is public if any of its Allows is. */
export function isPublic(document: unknown): Trilean {
  if (!isObject(document)) return 'no';
  return some(oneOrMany(document['Statement']).map((one) => (isObject(one) ? isPublicAllow(one) : 'no')));
}

function isPublicAllow(statement: JsonObject): Trilean {
  if (statement['Effect'] !== 'Allow' || isLimited(statement['Condition'])) return 'no';
  const principal = statement['Principal'];
  if (statement['NotPrincipal'] !== undefined || principal === '*') return 'yes';
  return isObject(principal) ? some(Object.values(principal).flatMap(oneOrMany).map(meansEveryone)) : 'no';
}

/** A partial wildcard is no principal, so it cannot be told what it opens. */
function meansEveryone(name: unknown): Trilean {
  if (name === '*') return 'yes';
  return typeof name === 'string' && /[*?]/.test(name) ? 'maybe' : 'no';
}

function isLimited(condition: unknown): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      limitingOperators.test(operator) &&
      isObject(keys) &&
      Object.entries(keys).some(([key, values]) => isFixed(key.toLowerCase(), values)),
  );
}

function isFixed(key: string, values: unknown): boolean {
  const texts = oneOrMany(values).map((value) => scalarText(value) ?? '*');
  if (!limitingKeys.includes(key) || texts.length === 0) return false;
  return texts.every((text) => !/[*?]|\$\{/.test(nameless(key, text)) && (key !== 'aws:sourceip' || isNarrow(text)));
}

/** An access point's name may be a wildcard as long as its account is fixed, says AWS's page on what is public. */
function nameless(key: string, text: string): string {
  return key === 's3:dataaccesspointarn' ? text.replace(/:accesspoint\/.*$/, '') : text;
}

/** Broader than /8 in IPv4 and than /32 in IPv6 is everybody, says the same page. */
function isNarrow(range: string): boolean {
  const [address = '', prefix] = range.split('/');
  return prefix === undefined || Number(prefix) >= (address.includes(':') ? 32 : 8);
}
