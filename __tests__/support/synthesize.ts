import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asObject, objectAt, objectsAt, parseJsonObject, textAt, type JsonObject } from './json';

/** One resource of a synthesized stack. */
export interface SynthesizedResource {
  readonly type: string;
  /** `type.logical_id`, as terraform's state knows it: a contract. */
  readonly address: string;
  /** Everything but the construct metadata. */
  readonly fields: JsonObject;
}

/** A stack as terraform will read it. */
export class SynthesizedStack {
  readonly resources: readonly SynthesizedResource[];

  constructor(
    /** The bytes of `cdk.tf.json`. */
    readonly text: string,
    readonly json: JsonObject = parseJsonObject(text),
  ) {
    this.resources = Object.entries(objectAt(json, 'resource')).flatMap(([type, byId]) =>
      Object.entries(asObject(byId, type)).map(([id, fields]) => {
        const { '//': _, ...rest } = asObject(fields, id);
        return { type, address: `${type}.${id}`, fields: rest };
      }),
    );
  }

  /** How many resources there are of each type, and none of any other. */
  get counts(): { readonly [type: string]: number } {
    const counts: { [type: string]: number } = {};
    for (const { type } of this.resources) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  }

  all(type: string): readonly SynthesizedResource[] {
    return this.resources.filter((one) => one.type === type);
  }

  /** The one resource of a type; throws when there are none or several. */
  only(type: string): SynthesizedResource {
    const [first, ...more] = this.all(type);
    if (first === undefined || more.length > 0) throw new Error(`${String(this.all(type).length)} of ${type}, not one`);
    return first;
  }

  /** The statements of a policy in a field of the one resource of a type. */
  statements(type: string, field = 'policy'): readonly JsonObject[] {
    return statementsOf(this.only(type), field);
  }
}

/** The statements of the policy in a resource's field. */
export function statementsOf({ fields }: SynthesizedResource, field = 'policy'): readonly JsonObject[] {
  return objectsAt(parseJsonObject(textAt(fields, field)), 'Statement');
}

/**
 * Synthesizes the one stack of an app that a test builds, in an App of its own as a user has it. Validations always
 * run: whatever cdktf or a construct refuses is thrown.
 */
export function synthesize(build: (app: App) => TerraformStack): SynthesizedStack {
  const outdir = mkdtempSync(join(tmpdir(), 'synthesize-'));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stack = build(app);
    app.synth();
    return new SynthesizedStack(readFileSync(join(outdir, 'stacks', stack.node.id, 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Synthesizes constructs in a stack `test` that holds a provider and nothing else. */
export function synthesizeIn(build: (stack: TerraformStack) => void): SynthesizedStack {
  return synthesize((app) => {
    const stack = new TerraformStack(app, 'test');
    new AwsProvider(stack, 'Provider', { region: 'eu-west-1' });
    build(stack);
    return stack;
  });
}

/** A text and a number that terraform learns only when it runs. */
export function unresolvedValues(stack: TerraformStack): { readonly text: string; readonly number: number } {
  return {
    text: new TerraformVariable(stack, 'Text', {}).stringValue,
    number: new TerraformVariable(stack, 'Number', {}).numberValue,
  };
}
