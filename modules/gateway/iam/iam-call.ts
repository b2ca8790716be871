import type { Caller } from '../identity/authenticate';

/** A request of IAM's or STS's query protocol by a proven caller. */
export interface QueryCall {
  readonly action: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly caller: Extract<Caller, { kind: 'signed' }>;
}

/** Reads a form body; a parameter that stands twice counts once. */
export function readForm(body: Buffer): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(body.toString('utf8')));
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
