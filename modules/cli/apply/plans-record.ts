import { isJsonObject } from '../../core';
import { textAt } from '../json-value';

/** What `plan` did to one stack, with the digests by which `apply` knows it again. All digests are SHA-256 in hexadecimal digits. */
export interface PlannedStack {
  readonly name: string;
  /** Whether an apply has anything to do. */
  readonly changed: boolean;
  readonly changes: { readonly [kind: string]: number };
  /** Of cdk.tf.json. */
  readonly document: string;
  /** Of plan.tfplan. */
  readonly plan: string;
  /** Of plan.json, which is what was reviewed. */
  readonly json: string;
  /** Of .terraform.lock.hcl. @default the stack needs no provider */
  readonly lockFile?: string;
  readonly providers: { readonly [source: string]: string };
}

/** `plans.json` in the folder of the stacks: one run of `plan`, and all that `apply` may do. */
export interface PlansRecord {
  readonly schemaVersion: 1;
  readonly terraform: { readonly product: string; readonly version: string };
  /** Of git. @default the project is no clone */
  readonly commit?: string;
  /** In the order in which they are applied. */
  readonly stacks: readonly PlannedStack[];
}

/** `applied.json`: what was last applied of each stack. */
export interface AppliedRecord {
  readonly schemaVersion: 1;
  readonly stacks: { readonly [name: string]: { readonly document: string; readonly plan: string } };
}

/** The record in a text; `undefined` when the text is none. */
export function parsePlans(text: string): PlansRecord | undefined {
  const value = parse(text);
  if (!isJsonObject(value) || value['schemaVersion'] !== 1 || !Array.isArray(value['stacks'])) return undefined;
  const [product, version] = [textAt(value['terraform'], 'product'), textAt(value['terraform'], 'version')];
  const stacks = value['stacks'].map(toStack);
  if (product === undefined || version === undefined || stacks.includes(undefined)) return undefined;
  const commit = textAt(value, 'commit');
  return {
    schemaVersion: 1,
    terraform: { product, version },
    ...(commit !== undefined && { commit }),
    stacks: stacks.flatMap((one) => one ?? []),
  };
}

/** A name that is a folder, and leads nowhere else. */
const folderName = /^[A-Za-z0-9_][\w.-]*$/;

function toStack(value: unknown): PlannedStack | undefined {
  const [name, document, plan, json] = ['name', 'document', 'plan', 'json'].map((key) => textAt(value, key));
  const lockFile = textAt(value, 'lockFile');
  if (
    name === undefined ||
    !folderName.test(name) ||
    document === undefined ||
    plan === undefined ||
    json === undefined
  )
    return undefined;
  return {
    name,
    changed: isJsonObject(value) && value['changed'] !== false,
    changes: entriesOf(value, 'changes', (one) => (typeof one === 'number' ? one : undefined)),
    document,
    plan,
    json,
    ...(lockFile !== undefined && { lockFile }),
    providers: entriesOf(value, 'providers', (one) => (typeof one === 'string' ? one : undefined)),
  };
}

function entriesOf<T>(
  value: unknown,
  key: string,
  read: (one: unknown) => T | undefined,
): { readonly [key: string]: T } {
  const map = isJsonObject(value) ? value[key] : undefined;
  if (!isJsonObject(map)) return {};
  return Object.fromEntries(
    Object.entries(map).flatMap(([name, one]) => {
      const known = read(one);
      return known === undefined ? [] : [[name, known]];
    }),
  );
}

/** What was applied, as a text has it; nothing when the text is no such record. */
export function parseApplied(text: string): AppliedRecord {
  const value = parse(text);
  const stacks = entriesOf(value, 'stacks', (one) => {
    const [document, plan] = [textAt(one, 'document'), textAt(one, 'plan')];
    return document === undefined || plan === undefined ? undefined : { document, plan };
  });
  return { schemaVersion: 1, stacks };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
