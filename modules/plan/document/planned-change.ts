import { asList, isJsonObject, type JsonObject } from '../stacks/json';
import { member, picked, textOf } from './fields';
import { keptAttributes } from './kept-attributes';
import { markedTexts } from './secrets';

const nothing: readonly string[] = [];

/** The attributes of a resource at one moment, and which of them are not known or not to be shown. */
export interface Values {
  readonly values: JsonObject;
  /** Of the shape of the values, with `true` for what only the apply can tell; `undefined` where all is known. */
  readonly unknown: unknown;
  /** Of the shape of the values, with `true` for what must not be shown; `undefined` where all may be. */
  readonly sensitive: unknown;
  /** The texts that are marked, of attributes that are not read as well. */
  readonly secrets: readonly string[];
}

/** A resource by its place in the configuration. */
export interface Addressed {
  readonly address: string;
  /** With the indexes of its modules; empty for the root. */
  readonly module: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  /** Of one that is repeated. @default it is not */
  readonly index?: string | number;
}

/** One entry of `resource_changes` or `resource_drift`, with as much as is read of it. */
export interface PlannedChange extends Addressed {
  readonly previousAddress?: string;
  readonly actions: readonly string[];
  readonly reason?: string;
  readonly replacePaths: readonly string[];
  readonly importing: boolean;
  /** Top-level arguments that differ or are not known yet. */
  readonly changed: readonly string[];
  /** @default it is not there, or does not matter */
  readonly before?: Values;
  readonly after?: Values;
}

/** Reads an entry; `undefined` for one that is none. */
export function plannedChange(value: unknown): PlannedChange | undefined {
  const addressed = addressedOf(value);
  const change = member(value, 'change');
  if (!addressed || !isJsonObject(change)) return undefined;
  const actions = asList(change['actions']).filter((one) => typeof one === 'string');
  const previous = textOf(member(value, 'previous_address'));
  const reason = textOf(member(value, 'action_reason'));
  const read = {
    ...addressed,
    actions,
    replacePaths: change['replace_paths'] === undefined ? nothing : asList(change['replace_paths']).map(pathText),
    importing: isJsonObject(change['importing']),
    changed: changedArguments(change, actions),
    ...sidesOf(change, addressed, actions),
  };
  const isMoved = previous !== undefined && previous !== addressed.address;
  if (!isMoved && reason === undefined) return read;
  return { ...read, ...(isMoved && { previousAddress: previous }), ...(reason !== undefined && { reason }) };
}

/** Reads where a resource of a change or of a state belongs. */
export function addressedOf(value: unknown, moduleOf?: string): Addressed | undefined {
  const address = textOf(member(value, 'address'));
  const type = textOf(member(value, 'type'));
  const name = textOf(member(value, 'name'));
  if (address === undefined || type === undefined || name === undefined) return undefined;
  const module = moduleOf ?? textOf(member(value, 'module_address')) ?? '';
  const mode = member(value, 'mode') === 'data' ? 'data' : 'managed';
  const index = member(value, 'index');
  const isRepeated = typeof index === 'string' || typeof index === 'number';
  return isRepeated ? { address, module, mode, type, name, index } : { address, module, mode, type, name };
}

/** What is read of the attributes of a resource. */
export function keptValues(
  addressed: Addressed,
  values: unknown,
  unknowns: unknown,
  sensitive: unknown,
): Values | undefined {
  const names = keptAttributes(addressed.mode, addressed.type);
  if (!names || !isJsonObject(values)) return undefined;
  const hides = holdsTrue(sensitive);
  return {
    values: picked(values, names),
    unknown: holdsTrue(unknowns) ? keptMarks(unknowns, names) : undefined,
    sensitive: hides ? keptMarks(sensitive, names) : undefined,
    secrets: hides ? markedTexts(values, sensitive) : nothing,
  };
}

function keptMarks(marks: unknown, names: readonly string[]): unknown {
  return marks === true ? true : picked(marks, names);
}

function sidesOf(
  change: JsonObject,
  addressed: Addressed,
  actions: readonly string[],
): Pick<PlannedChange, 'before' | 'after'> {
  const before = keptValues(addressed, change['before'], undefined, change['before_sensitive']);
  // What does not change is held once.
  if (before && actions.includes('no-op')) return { before, after: before };
  const written = change['after'];
  const values = written === null && change['after_unknown'] === true ? {} : written;
  const after = keptValues(addressed, values, change['after_unknown'], change['after_sensitive']);
  if (before && after) return { before, after };
  return { ...(before && { before }), ...(after && { after }) };
}

/** Only where something is there before and after is there anything to compare. */
function changedArguments(change: JsonObject, actions: readonly string[]): readonly string[] {
  const { before, after, after_unknown: unknowns } = change;
  if (actions.includes('no-op') || !isJsonObject(before) || !isJsonObject(after)) return nothing;
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...unknownNames(unknowns)]);
  return [...names].filter(
    (name) => holdsTrue(member(unknowns, name)) || differ(member(before, name) ?? null, member(after, name) ?? null),
  );
}

function differ(one: unknown, other: unknown): boolean {
  return one !== other && JSON.stringify(one) !== JSON.stringify(other);
}

function unknownNames(unknowns: unknown): readonly string[] {
  return isJsonObject(unknowns) ? Object.keys(unknowns).filter((name) => holdsTrue(unknowns[name])) : [];
}

/** Whether anything in a tree of marks is marked. */
export function holdsTrue(marks: unknown): boolean {
  if (Array.isArray(marks)) return marks.some(holdsTrue);
  if (!isJsonObject(marks)) return marks === true;
  for (const mark of Object.values(marks)) if (mark !== false && holdsTrue(mark)) return true;
  return false;
}

/** `constraints[0].encryption_context_equals` */
function pathText(path: unknown): string {
  return asList(path)
    .map((step) => (typeof step === 'number' ? `[${String(step)}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}
