import { known, unknown, type Fact } from '../../core';
import type { ContextLayer, ContextValue, RequestContext } from '../model';
import { foundKeys } from '../request/found-keys';

/** Condition keys with their values, and those whose value nobody knows. */
export type Context = ContextLayer;

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

/** A context that many requests share is read once for all of them. */
export function shared({ values, unknown }: Context): Context {
  return { values, unknown, found: foundKeys(values, unknown) };
}

/** All of several contexts; the later wins. */
export function mergeContexts(...contexts: readonly Context[]): Context {
  if (contexts.every(({ unknown }) => unknown.length === 0)) return { values: valuesOf(contexts), unknown: [] };
  const facts: { [key: string]: Fact<ContextValue> } = {};
  for (const { values, unknown: doubtful } of contexts) {
    for (const [key, value] of Object.entries(values)) facts[key] = known(value);
    for (const key of doubtful) facts[key] = unknown(key);
  }
  return contextOf(facts);
}

function valuesOf(contexts: readonly Context[]): RequestContext {
  const values: { [key: string]: ContextValue } = {};
  for (const context of contexts) Object.assign(values, context.values);
  return values;
}
