import { asObject, listAt, objectAt, objectsAt, parseJsonObject, textAt, type Json, type JsonObject } from '../json';

/** What a pull request does to a synthesized stack. */
export type StackEdit = (stack: JsonObject) => JsonObject;

/** One after another. */
export function edits(...all: readonly StackEdit[]): StackEdit {
  return (stack) => all.reduce((now, edit) => edit(now), stack);
}

/** Changes the fields of the one resource whose id begins so; `undefined` takes a field away. */
export function fields(type: string, id: string, change: { readonly [field: string]: Json | undefined }): StackEdit {
  return resource(type, id, (old) => merged(old, change));
}

/** Changes the one resource whose id begins so. */
export function resource(type: string, id: string, change: (old: JsonObject) => JsonObject): StackEdit {
  return (stack) => {
    const byType = objectAt(stack, 'resource');
    const byId = objectAt(byType, type);
    const [key, ...more] = Object.keys(byId).filter((one) => one.startsWith(id));
    if (key === undefined || more.length > 0) throw new Error(`${String(more.length)} more of ${type}.${id}`);
    const changed = { ...byId, [key]: change(asObject(byId[key] ?? null, key)) };
    return { ...stack, resource: { ...byType, [type]: changed } };
  };
}

/** Puts a resource beside the others. */
export function added(type: string, id: string, body: JsonObject): StackEdit {
  return (stack) => {
    const byType = objectAt(stack, 'resource');
    return { ...stack, resource: { ...byType, [type]: { ...objectAt(byType, type), [id]: body } } };
  };
}

/** Takes away every resource whose address matches, and what depends on it by name alone; outputs by their names. */
export function removed(address: RegExp, outputs: readonly string[] = []): StackEdit {
  return (stack) => {
    const left = entriesOf(objectAt(stack, 'resource')).flatMap(
      ([type, byId]): readonly (readonly [string, Json])[] => {
        const kept = entriesOf(byId).filter(([id]) => !address.test(`${type}.${id}`));
        const body = objectOf(kept.map(([id, one]) => [id, independent(one, address)]));
        return body === undefined ? [] : [[type, body]];
      },
    );
    const output = Object.entries(objectAt(stack, 'output')).filter(([name]) => !outputs.includes(name));
    return merged(stack, { resource: objectOf(left), output: objectOf(output) });
  };
}

/** Terraform takes no empty blocks. */
function objectOf(entries: readonly (readonly [string, Json])[]): JsonObject | undefined {
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function independent(body: JsonObject, address: RegExp): JsonObject {
  if (body['depends_on'] === undefined) return body;
  const needed = listAt(body, 'depends_on').filter((one) => typeof one !== 'string' || !address.test(one));
  return { ...body, depends_on: needed };
}

/** Changes the statements of the policy in a field of a resource. */
export function statements(
  type: string,
  id: string,
  change: (old: readonly JsonObject[]) => readonly JsonObject[],
  field = 'policy',
): StackEdit {
  return resource(type, id, (old) => {
    const policy = parseJsonObject(textAt(old, field));
    return { ...old, [field]: JSON.stringify({ ...policy, Statement: change(objectsAt(policy, 'Statement')) }) };
  });
}

/** The statements without those of some ids. */
export function withoutSids(...sids: readonly string[]): (old: readonly JsonObject[]) => readonly JsonObject[] {
  return (old) => {
    const found = old.map((one) => textAt(one, 'Sid'));
    const missing = sids.filter((sid) => !found.includes(sid));
    if (missing.length > 0) throw new Error(`no statement ${missing.join(', ')} in ${found.join(', ')}`);
    return old.filter((one) => !sids.includes(textAt(one, 'Sid')));
  };
}

function merged(old: JsonObject, change: { readonly [field: string]: Json | undefined }): JsonObject {
  const all = { ...old, ...change };
  return Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

function entriesOf(parent: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(parent).map(([key, value]) => [key, asObject(value, key)]);
}
