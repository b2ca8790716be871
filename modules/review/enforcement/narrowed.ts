import { sameValue } from '../../evaluation';
import { awsPrincipals, isJsonObject, statementName, texts, type JsonObject } from '../policy-text';
import { listed } from '../words';
import { isCoveredTogether } from './covered-together';

/** A Deny that is still there and refuses less, in a way that no single request may show. */
export interface Narrowed {
  readonly statement: string;
  /** In a sentence: `DenyOtherKeys now …`. */
  readonly how: string;
  /** Whether it is about TLS rather than encryption. */
  readonly aboutTls: boolean;
}

/** Whether a key may lock what lies at the resources of a statement. */
export type IsOwnKey = (arn: string, resources: readonly string[]) => boolean;

/** Every Deny of a policy whose successor asks for more before it refuses. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function narrowedDenials(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  isOwnKey: IsOwnKey,
): readonly Narrowed[] {
  const left = after.filter(isDeny);
  return before.flatMap((old, index): readonly Narrowed[] => {
    if (!isDeny(old) || isRefusedBy(old, left)) return [];
    const ways = successors(old, left).map((one) => howNarrowed(old, one, isOwnKey));
    const [how] = ways;
    if (how === undefined || ways.includes('')) return [];
    return [{ statement: statementName(old, index), how, aboutTls: isAboutTls(old) }];
  });
}

/** Every Deny of a policy that has no successor. */
export function droppedDenials(before: readonly JsonObject[], after: readonly JsonObject[]): readonly string[] {
  const left = after.filter(isDeny);
  return before.flatMap((old, index) =>
    isDeny(old) && !isRefusedBy(old, left) && successors(old, left).length === 0 ? [statementName(old, index)] : [],
  );
}

function isDeny(statement: JsonObject): boolean {
  return statement['Effect'] === 'Deny';
}

/** By one as it was, or by several into which it was parted. */
function isRefusedBy(old: JsonObject, left: readonly JsonObject[]): boolean {
  return left.some((one) => isAlike(old, one)) || isCoveredTogether(old, left);
}

/** Whether two statements say the same, whatever they are called. */
function isAlike(one: JsonObject, other: JsonObject): boolean {
  return sameValue({ ...one, Sid: '' }, { ...other, Sid: '' });
}

/** Those of its name, else those that do the same to the same and test at least what it tests. */
function successors(old: JsonObject, statements: readonly JsonObject[]): readonly JsonObject[] {
  const named = statements.filter((one) => typeof old['Sid'] === 'string' && old['Sid'] === one['Sid']);
  if (named.length > 0) return named;
  const tested = [...keysOf(old)];
  return statements.filter(
    (one) =>
      sameValue(old['Action'], one['Action']) &&
      sameValue(old['Resource'], one['Resource']) &&
      tested.every((key) => keysOf(one).has(key)),
  );
}

/** Empty where nothing tells that it refuses less. */
function howNarrowed(old: JsonObject, one: JsonObject, isOwnKey: IsOwnKey): string {
  const asked = [...keysOf(one)].filter((key) => !keysOf(old).has(key) && !isOfEncryption(key));
  if (asked.length > 0) return `asks for ${listed(asked)} before it refuses`;
  if (isForEverybody(old) && !isForEverybody(one)) return 'leaves principals out';
  const places = texts(one['Resource']);
  const spared = (isForWhoeverCalls(old) ? exceptions(one) : [])
    .filter(({ key, value }) => !exceptions(old).some((other) => other.key === key && other.value === value))
    .filter(({ key, value }) =>
      isOfEncryption(key) ? value.includes(':key/') && !isOwnKey(value, places) : isOfCaller(key),
    )
    .map(({ value }) => value);
  if (spared.length > 0) return `spares ${listed(spared)}`;
  const actions = missing(old, one, 'Action', (text) => text.toLowerCase());
  if (actions.length > 0) return `leaves out ${listed(actions)}`;
  const resources = missing(old, one, 'Resource', (text) => text);
  return resources.length > 0 ? `no longer covers ${listed(resources)}` : '';
}

function isForEverybody(statement: JsonObject): boolean {
  return awsPrincipals(statement).includes('*');
}

/** Whether it is about how a request is made; who works below a prefix is what the access diff tells. */
function isForWhoeverCalls(statement: JsonObject): boolean {
  const isOfRequest = [...keysOf(statement)].some((key) => isOfEncryption(key) || key === 'aws:securetransport');
  return isOfRequest || texts(statement['Action']).some((action) => /^s3:PutEncryptionConfiguration$/i.test(action));
}

function isOfCaller(key: string): boolean {
  return key.startsWith('aws:');
}

/** A Deny that also tests encryption is about encryption, and one that refuses what comes with TLS is about that. */
function isAboutTls(statement: JsonObject): boolean {
  const tests = testsOf(statement);
  const isOfTls = tests.some(({ key, value }) => key === 's3:tlsversion' || (key === ofTls && value === 'false'));
  return isOfTls && !tests.some(({ key }) => isOfEncryption(key));
}

const ofTls = 'aws:securetransport';

/** What probes of their own judge. */
function isOfEncryption(key: string): boolean {
  return key.startsWith('s3:x-amz-server-side-encryption');
}

/** What one statement lists and another one does not reach. */
function missing(old: JsonObject, one: JsonObject, element: string, form: (text: string) => string): readonly string[] {
  const kept = texts(one[element]).map(form);
  if (kept.includes('*')) return [];
  return texts(old[element]).filter(
    (text) => !kept.some((pattern) => pattern === form(text) || reaches(pattern, form(text))),
  );
}

/** Whether a pattern that ends in `*` takes in all that another one does. */
function reaches(pattern: string, text: string): boolean {
  return pattern.endsWith('*') && text.startsWith(pattern.slice(0, -1));
}

interface Test {
  readonly operator: string;
  readonly key: string;
  readonly value: string;
}

function testsOf({ Condition: condition }: JsonObject): readonly Test[] {
  if (!isJsonObject(condition)) return [];
  return Object.entries(condition).flatMap(([operator, tests]) =>
    Object.entries(isJsonObject(tests) ? tests : {}).flatMap(([key, values]) =>
      texts(values).map((value) => ({ operator, key: key.toLowerCase(), value })),
    ),
  );
}

function keysOf({ Condition: condition }: JsonObject): ReadonlySet<string> {
  const tests = isJsonObject(condition) ? Object.values(condition).filter(isJsonObject) : [];
  return new Set(tests.flatMap((one) => Object.keys(one).map((key) => key.toLowerCase())));
}

/** Values for which a statement does not hold. */
function exceptions(statement: JsonObject): readonly Test[] {
  return testsOf(statement).filter(({ operator }) => operator.includes('Not'));
}
