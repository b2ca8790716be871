import { isObject, objectAt, oneOrMany, scalarText, textAt, type JsonObject } from './json';
import { serviceOf, type Leg } from './leg';

/** What the request says of one condition key. */
export type Lookup =
  | { readonly state: 'present'; readonly values: readonly string[] }
  | { readonly state: 'absent' }
  | { readonly state: 'unknown' };

const absent: Lookup = { state: 'absent' };
const unknown: Lookup = { state: 'unknown' };

/** AWS always sends these, and only the caller could have told them. */
const alwaysSent = ['aws:currenttime', 'aws:epochtime', 'aws:securetransport', 'aws:sourceip', 'aws:viaawsservice'];
/** AWS always sends these too; a case that does not let them be derived leaves them open. */
const derivedElsewhere = ['aws:principaltype', 'aws:resourceaccount', 's3:resourceaccount'];
/** On a KMS call that S3 makes for the caller these are not the caller's. */
const notTheCallers = ['aws:sourceip', 'aws:sourcevpc', 'aws:sourcevpce', 'aws:vpcsourceip'];

/** Reads a key, whatever its case: unknown by name, given, derived, else absent. */
export function lookUp(leg: Leg, key: string): Lookup {
  const name = key.toLowerCase();
  const given = lookUpGiven(leg, name);
  if (given) return given;
  const derived = derive(leg, name);
  if (derived !== undefined) return derived.length === 0 ? absent : { state: 'present', values: derived };
  return onlyCallerKnows(leg, name) ? unknown : absent;
}

function lookUpGiven(leg: Leg, name: string): Lookup | undefined {
  if (leg.unknownContext.some((listed) => listed.toLowerCase() === name)) return unknown;
  for (const context of leg.contexts) {
    const given = Object.entries(context).find(([spelt]) => spelt.toLowerCase() === name);
    if (given) return fromGiven(given[1]);
  }
  return undefined;
}

function fromGiven(value: unknown): Lookup {
  if (value === null) return absent;
  const values = oneOrMany(value).map(scalarText);
  const texts = values.filter((text) => text !== undefined);
  if (texts.length !== values.length) return unknown;
  return texts.length === 0 ? absent : { state: 'present', values: texts };
}

function onlyCallerKnows(leg: Leg, name: string): boolean {
  if (name === 'aws:sourceip' && cameThroughEndpoint(leg)) return false;
  if (notTheCallers.includes(name) && madeByService(leg)) return true;
  return alwaysSent.includes(name) || derivedElsewhere.includes(name);
}

/** A KMS call after another request, or a call that says, or may say, that a service makes it. */
function madeByService(leg: Leg): boolean {
  if (isKms(leg) && (leg.index > 0 || lookUp(leg, 'kms:ViaService').state !== 'absent')) return true;
  const via = lookUpGiven(leg, 'aws:viaawsservice');
  return via?.state === 'unknown' || (via?.state === 'present' && via.values.includes('true'));
}

function cameThroughEndpoint(leg: Leg): boolean {
  return ['aws:SourceVpc', 'aws:SourceVpce'].some((key) => lookUp(leg, key).state === 'present');
}

/** The keys that follow from the rest of the case; an empty list says that AWS does not send the key here. */
function derive(leg: Leg, name: string): readonly string[] | undefined {
  if (name.startsWith('kms:encryptioncontext')) return isKms(leg) ? encryptionKey(leg, name) : [];
  return derivations[name]?.(leg);
}

const derivations: Readonly<Record<string, (leg: Leg) => readonly string[] | undefined>> = {
  'aws:principalarn': ({ requester }) => oneIfAny(requester.principalArn),
  'aws:principalaccount': ({ requester }) => oneIfAny(requester.account),
  'aws:principaltype': ({ requester }) => ifKnown(principalTypes[requester.kind]),
  'aws:resourceaccount': (leg) => ifKnown(leg.resourceAccount),
  's3:resourceaccount': (leg) => (serviceOf(leg.action) === 's3' ? ifKnown(leg.resourceAccount) : []),
  'kms:calleraccount': (leg) => (isKms(leg) ? oneIfAny(leg.requester.account) : []),
  'aws:viaawsservice': (leg) => (isCalledByS3(leg) ? ['true'] : undefined),
  'aws:principalisawsservice': ({ requester }) =>
    requester.kind === 'anonymous' ? [] : [String(requester.kind === 'service')],
};

/** The calls to KMS that follow from an S3 request are made by S3. */
function isCalledByS3(leg: Leg): boolean {
  const first = textAt(objectAt(leg.identitySide, 'request'), 'action') ?? '';
  return leg.index > 0 && isKms(leg) && serviceOf(first) === 's3';
}

function isKms(leg: Leg): boolean {
  return serviceOf(leg.action) === 'kms';
}

const principalTypes: Readonly<Record<string, string>> = {
  root: 'Account',
  user: 'User',
  'role session': 'AssumedRole',
  'federated session': 'FederatedUser',
  anonymous: 'Anonymous',
};

function ifKnown(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function oneIfAny(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** The operations that take an encryption context; of others nothing of it reaches the conditions. */
const takeEncryptionContext = /^kms:(encrypt|decrypt|reencrypt.*|generatedatakey.*|creategrant)$/i;

function encryptionKey(leg: Leg, name: string): readonly string[] {
  const pairs = Object.entries(encryptionContextOf(leg));
  if (!takeEncryptionContext.test(leg.action)) return [];
  if (name === 'kms:encryptioncontextkeys') return pairs.map(([key]) => key);
  const wanted = name.slice('kms:encryptioncontext:'.length);
  return pairs.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** The leg's encryption context, text to text. */
export function encryptionContextOf(leg: Leg): Readonly<Record<string, string>> {
  const given: unknown = leg.resourceSide['encryptionContext'];
  const pairs: JsonObject = isObject(given) ? given : {};
  return Object.fromEntries(Object.entries(pairs).map(([key, value]) => [key, scalarText(value) ?? '']));
}
