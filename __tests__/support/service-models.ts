/** An operation of a service's model, as AWS's SDK carries it. */
export interface ModelOperation {
  readonly name: string;
  /** @default the service is no REST service */
  readonly method: string;
  /** Path and query, with braces around what a request fills in. */
  readonly target: string;
  /** Names of parameters that every request has. */
  readonly query: readonly string[];
  /** Names of headers that every request has. */
  readonly headers: readonly string[];
}

/** What marks an operation in the schemas of the SDK. */
const operationMark = 9;

/** Every operation of a service, read from the schemas that its SDK client exports. */
export function modelOperations(client: object): readonly ModelOperation[] {
  return Object.values(client).flatMap((schema: unknown) => {
    if (!isList(schema) || schema[0] !== operationMark) return [];
    const [, , name, traits, input] = schema;
    const http: unknown = isObject(traits) ? traits['http'] : undefined;
    const [method = '', target = ''] = isList(http) ? http : [];
    return [{ name: String(name), method: String(method), target: String(target), ...required(input) }];
  });
}

/** The operations by the names of the client's commands. */
export function commandNames(client: object): readonly string[] {
  return Object.keys(client).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? []);
}

/** The members that no request may leave out stand first in a structure. */
function required(input: unknown): Pick<ModelOperation, 'query' | 'headers'> {
  const structure: unknown = typeof input === 'function' ? Reflect.apply(input, undefined, []) : input;
  if (!isList(structure)) return { query: [], headers: [] };
  const [, , , , , schemas, count] = structure;
  const members = isList(schemas) ? schemas.slice(0, Number(count ?? 0)) : [];
  const traits = members.flatMap((member) => (isList(member) && isObject(member[1]) ? [member[1]] : []));
  const named = (trait: string): readonly string[] =>
    traits.flatMap((one) => (trait in one ? [String(one[trait])] : []));
  return { query: named('httpQuery'), headers: named('httpHeader') };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
