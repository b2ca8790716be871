import { repeatedName } from '../http/target';
import type { Caller } from '../identity/authenticate';

/** A request of IAM's or STS's query protocol by a proven caller. */
export interface QueryCall {
  readonly action: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly caller: Extract<Caller, { kind: 'signed' }>;
}

/** Reads a form body, of which no parameter stands twice. */
export function readForm(body: Buffer): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(body.toString('utf8')));
}

/** A parameter that stands more than once: of which of its values the emulator would be thinking, nobody knows. */
export function repeatedParameter(body: Buffer): string | undefined {
  return repeatedName([...new URLSearchParams(body.toString('utf8')).keys()]);
}

/** Reads `Tags.member.1.Key` and the like. */
export function readTags(parameters: ReadonlyMap<string, string>): { readonly [tag: string]: string } {
  const names = [...parameters].flatMap(([name, tag]) => {
    const index = /^Tags\.member\.([0-9]+)\.Key$/.exec(name)?.[1];
    return index === undefined ? [] : [[tag, parameters.get(`Tags.member.${index}.Value`) ?? ''] as const];
  });
  return Object.fromEntries(names);
}

/** Reads `TagKeys.member.1` and the like. */
export function readMembers(parameters: ReadonlyMap<string, string>, list: string): readonly string[] {
  return [...parameters].filter(([name]) => name.startsWith(`${list}.member.`)).map(([, value]) => value);
}
