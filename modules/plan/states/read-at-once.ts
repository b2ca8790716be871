import { keptAttributes } from '../document/kept-attributes';
import type { PlanState, ResourceChange, Subject } from '../facts';

/**
 * Reads what a plan touches, so that whatever is wrong with it is told with the plan; what the plan leaves alone is read
 * when it is asked for. What a change reaches that is of no one thing, such as a managed policy, is anything.
 */
export function readTouched(states: readonly PlanState[], changes: readonly ResourceChange[]): void {
  const isOpen = changes.some(({ subject, type }) =>
    subject ? !states.some((state) => isThere(state, subject)) : keptAttributes('managed', type) !== undefined,
  );
  if (isOpen) readAll(states);
  else for (const { subject } of changes) if (subject) for (const state of states) read(state, subject);
}

/** Reads all that a plan tells. */
export function readAll(states: readonly PlanState[]): void {
  for (const state of states) for (const table of tablesOf(state)) table.forEach(() => undefined);
}

type Table = ReadonlyMap<string, unknown>;

function tablesOf(state: PlanState): readonly Table[] {
  const { buckets, keys, grants, principals } = state.world;
  return [buckets, keys, grants, principals, state.buckets, state.keys, state.grants, state.principals];
}

function isThere({ world }: PlanState, { kind, id }: Subject): boolean {
  return world[tables[kind]].has(id);
}

function read(state: PlanState, { kind, id }: Subject): void {
  state.world[tables[kind]].get(id);
  state[tables[kind]].get(id);
}

const tables = { bucket: 'buckets', key: 'keys', grant: 'grants', principal: 'principals' } as const;
