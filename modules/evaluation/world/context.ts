import type { Fact } from '../../core';
import type { ContextValue, RequestContext } from '../model';

/** Condition keys with their values, and those whose value nobody knows. */
export interface Context {
  readonly values: RequestContext;
  readonly unknown: readonly string[];
}

export type Facts = { readonly [key: string]: Fact<ContextValue> };

export function contextOf(facts: Facts): Context {
  const values: { [key: string]: ContextValue } = {};
  const unknown: string[] = [];
  for (const key in facts) {
    const fact = facts[key];
    if (fact?.known === true) values[key] = fact.value;
    else unknown.push(key);
  }
  return { values, unknown };
}

/** All of several contexts; the later wins. */
export function mergeContexts(...contexts: readonly Context[]): Context {
  const values: { [key: string]: ContextValue } = {};
  const unknown = new Set<string>();
  for (const context of contexts) {
    for (const key in context.values) {
      values[key] = context.values[key] ?? null;
      unknown.delete(key);
    }
    for (const key of context.unknown) {
      Reflect.deleteProperty(values, key);
      unknown.add(key);
    }
  }
  return { values, unknown: [...unknown] };
}
