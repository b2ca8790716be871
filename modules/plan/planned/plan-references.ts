import { known, unknown, type Fact } from '../../core';
import type { Configuration } from '../document/configuration';
import { member } from '../document/fields';
import type { PlanDocument } from '../document/plan-document';
import { inModule, moduleInstance, withoutIndexes, type Step } from '../document/address';
import { Expressions, passedExpression, type References, type Scope } from './expressions';
import { inside } from './planned-resource';
import type { PlannedResources } from './planned-resources';
import { policyDocumentJson } from './policy-document';
import type { Reference } from './reference';

type Of<K extends Reference['kind']> = Extract<Reference, { readonly kind: K }>;

const deepest = 60;

/** Finds what references of a plan stand for: resources as they will be, inputs and outputs of modules, variables. */
export class PlanReferences implements References {
  readonly expressions: Expressions = new Expressions(this);
  readonly #configuration: Configuration;
  readonly #variables: ReadonlyMap<string, unknown>;
  readonly #resources: PlannedResources;
  #depth = 0;

  constructor(document: PlanDocument, resources: PlannedResources) {
    this.#configuration = document.configuration;
    this.#variables = document.variables;
    this.#resources = resources;
  }

  find(reference: Reference, scope: Scope, argument: string): Fact<unknown> | undefined {
    if (this.#depth > deepest) return unknown('the references lead in a circle');
    this.#depth += 1;
    try {
      return this.#find(reference, scope, argument);
    } finally {
      this.#depth -= 1;
    }
  }

  #find(reference: Reference, scope: Scope, argument: string): Fact<unknown> | undefined {
    switch (reference.kind) {
      case 'resource':
        return this.#resource(reference, scope);
      case 'module':
        return this.#output(reference, scope, argument);
      case 'variable':
        return this.#variable(reference, scope, argument);
      case 'own-index':
        return undefined;
    }
  }

  #resource({ mode, type, name, index, path }: Of<'resource'>, { module }: Scope): Fact<unknown> | undefined {
    const resource = this.#resources.instance(module, mode, type, name, index);
    const found = resource?.attribute(path);
    if (!resource || found?.known === true || type !== 'aws_iam_policy_document') return found;
    const [step] = path;
    const isText = step && 'name' in step && ['json', 'minified_json'].includes(step.name);
    return isText ? policyDocumentJson(resource.section) : found;
  }

  #output({ call, index, path }: Of<'module'>, scope: Scope, argument: string): Fact<unknown> | undefined {
    const module = inModule(scope.module, call, index);
    const [step, ...rest] = path;
    const name = step && 'name' in step ? step.name : '';
    const output = this.#configuration.module(withoutIndexes(module))?.outputs.get(name);
    if (output === undefined) return undefined;
    if (member(output, 'sensitive') === true) return unknown(`the output ${name} of ${module} is sensitive`);
    const written = { argument, expression: member(output, 'expression'), part: false };
    return walked(this.expressions.evaluate(written, { module }), rest);
  }

  #variable({ name, path }: Of<'variable'>, { module }: Scope, argument: string): Fact<unknown> | undefined {
    const declared = this.#configuration.module(withoutIndexes(module))?.variables.get(name);
    if (member(declared, 'sensitive') === true) return unknown(`var.${name} is sensitive`);
    const instance = moduleInstance(module);
    if (!instance) return given(member(this.#variables.get(name), 'value') ?? member(declared, 'default'), path);
    const { parent, call, index } = instance;
    const expression = passedExpression(this.#configuration.module(withoutIndexes(parent))?.calls.get(call), name);
    if (expression === undefined) return given(member(declared, 'default'), path);
    const scope = { module: parent, ...(index !== undefined && { index }) };
    return walked(this.expressions.evaluate({ argument, expression, part: false }, scope), path);
  }
}

function given(value: unknown, path: readonly Step[]): Fact<unknown> | undefined {
  return value === undefined ? undefined : walked(known(value), path);
}

function walked(fact: Fact<unknown>, path: readonly Step[]): Fact<unknown> | undefined {
  return fact.known ? inside(fact.value, path) : fact;
}
