import { diagnostic, type Diagnostic } from '../../core';
import { asList, blocksIn, isJsonObject, type JsonObject } from './json';

/** A synthesized stack: its name and its `cdk.tf.json`, parsed. */
export interface NamedStack {
  readonly name: string;
  readonly document: unknown;
}

/** One resource or data source of a stack. */
export interface StackResource {
  readonly stack: string;
  readonly type: string;
  readonly id: string;
  readonly fields: JsonObject;
}

/** A stack by its parts. */
export interface StackDocument {
  readonly name: string;
  /** By `type.id`. */
  readonly resources: ReadonlyMap<string, StackResource>;
  /** By `type.id`. */
  readonly data: ReadonlyMap<string, StackResource>;
  /** The blocks of the AWS provider. */
  readonly providers: readonly JsonObject[];
  readonly locals: ReadonlyMap<string, unknown>;
  /** The resources that are taken over and not made, as `type.id`. */
  readonly imports: ReadonlySet<string>;
  /** The values of the outputs, as written. */
  readonly outputs: ReadonlyMap<string, unknown>;
}

/**
 * The name of a resource across all stacks. It stands for ids that AWS gives out on creation, so a key that is not made
 * yet has the ARN `arn:aws:kms:REGION:ACCOUNT:key/STACK.aws_kms_key.ID`.
 */
export function symbolOf({ stack, type, id }: StackResource): string {
  return `${stack}.${type}.${id}`;
}

/** Reads a document of Terraform's JSON syntax. @see https://developer.hashicorp.com/terraform/language/syntax/json */
export function readStackDocument({ name, document }: NamedStack): {
  readonly stack?: StackDocument;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (!isJsonObject(document)) return { diagnostics: [malformed(name, 'the document is no JSON object')] };
  const diagnostics: Diagnostic[] = [];
  const report = (path: string, what: string) => diagnostics.push(malformed(`${name}: ${path}`, what));
  const members = (path: string) => namedMembers(document[path], path, report);
  const resourcesIn = (path: string) => readResources(name, members(path), path, report);
  const outputs = [...members('output')].map(([id, output]): [string, unknown] => [id, valueOf(output)]);
  const stack: StackDocument = {
    name,
    resources: resourcesIn('resource'),
    data: resourcesIn('data'),
    providers: blocksIn(members('provider').get('aws')),
    locals: members('locals'),
    imports: new Set(
      blocksIn(document['import']).flatMap(({ to }) => (typeof to === 'string' ? plainReference(to) : [])),
    ),
    outputs: new Map(outputs),
  };
  return { stack, diagnostics };
}

type Report = (path: string, what: string) => void;

function malformed(path: string, message: string): Diagnostic {
  return diagnostic('TB7001', { path, message, fix: 'synthesize the stacks anew with cdktf synth' });
}

/** The members of one object or of several in a list; comments are none. */
function namedMembers(value: unknown, path: string, report: Report): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>();
  for (const body of asList(value)) {
    if (!isJsonObject(body)) report(path, `${kindOf(body)} stands where an object should`);
    else for (const [key, member] of Object.entries(body)) if (key !== '//') members.set(key, member);
  }
  return members;
}

function readResources(
  stack: string,
  byType: ReadonlyMap<string, unknown>,
  path: string,
  report: Report,
): ReadonlyMap<string, StackResource> {
  const found = new Map<string, StackResource>();
  for (const [type, ofType] of byType) {
    for (const [id, body] of namedMembers(ofType, `${path}.${type}`, report)) {
      const [fields, ...more] = asList(body);
      if (!isJsonObject(fields) || more.length > 0) report(`${path}.${type}.${id}`, 'the resource is no object');
      else found.set(`${type}.${id}`, { stack, type, id, fields });
    }
  }
  return found;
}

/** A reference, written with or without an expression's braces. */
function plainReference(text: string): string {
  return text.replaceAll(/[${}]/g, '');
}

function valueOf(output: unknown): unknown {
  return isJsonObject(output) ? output['value'] : undefined;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : `a ${typeof value}`;
}
