import { isJsonObject } from '../stacks/json';
import { member, textOf } from './fields';
import type { PlanDocument } from './plan-document';
import { skip, type Path, type Route } from './route';
import { withoutSecondSide } from './unchanged';

/** Terraform writes the resources of a list one after the other, each with its address first. */
const seam = '},{"address":"';

const scalars = new Set(['format_version', 'terraform_version', 'errored', 'complete', 'serial', 'version']);

/** How to walk a plan, so that the document takes what matters of it. @see https://developer.hashicorp.com/terraform/internals/json-format */
export function planRoutes(document: PlanDocument): Route {
  const { membersOf, members, elements, each, take } = routesThatTell(document);
  const scalar = take((value, [name = '']) => document.scalars.set(name, value));
  const state: Route = membersOf((name) => {
    if (name === 'resources') return elements((one) => document.addState(one), { seam });
    return name === 'child_modules' ? stateModules : skip;
  });
  const stateModules: Route = { kind: 'elements', each: state, odd: odd(document) };
  const known: { readonly [name: string]: Route } = {
    resource_changes: elements((one) => document.addChange(one), { seam, shorten: withoutSecondSide }),
    resource_drift: elements((one) => document.addDrift(one)),
    deferred_changes: elements((one) => document.addDeferred(one)),
    prior_state: members({ values: members({ root_module: state }) }),
    configuration: configurationRoutes(document),
    variables: each((value, name) => document.variables.set(name, value)),
    output_changes: each((value, name) => isJsonObject(value) && document.outputs.set(name, value)),
  };
  return membersOf((name, path) => {
    if (path.length === 0) document.members.add(name);
    return scalars.has(name) ? scalar : (own(known, name) ?? skip);
  });
}

function configurationRoutes(document: PlanDocument): Route {
  const { membersOf, members, elements, each, take } = routesThatTell(document);
  const { configuration } = document;
  const providers = each((value, key) => {
    const expressions = member(value, 'expressions');
    document.learnProducer(member(value, 'full_name'));
    if (textOf(member(value, 'name')) === 'aws') {
      configuration.providers.set(key, isJsonObject(expressions) ? expressions : {});
    }
  });
  const passed = take((value, path) => {
    const [called = '', part = ''] = path.slice(-2);
    configuration.made(modulePath(path.slice(0, -3))).addCall(called, part, value);
  });
  const call: Route = membersOf((name) => (name === 'module' ? module : passed));
  const module: Route = members({
    resources: elements((one, path) => document.addConfigured(modulePath(path), one), { seam }),
    outputs: each((value, name, path) => configuration.made(modulePath(path)).outputs.set(name, value)),
    variables: each((value, name, path) => configuration.made(modulePath(path)).variables.set(name, value)),
    module_calls: membersOf(() => call),
  });
  return members({ provider_config: providers, root_module: module });
}

/** What makes values quicker to read. */
type Hints = Pick<Extract<Route, { kind: 'take' }>, 'seam' | 'shorten'>;

type Take = (value: unknown, path: Path) => void;

function odd(document: PlanDocument): (path: Path) => void {
  return (path) => document.odd.push(path.join('.'));
}

/** Routes that tell the document of what is not of the kind that they expect. */
function routesThatTell(document: PlanDocument) {
  const take = (taken: Take): Route => ({ kind: 'take', take: taken });
  const membersOf = (of: (name: string, path: Path) => Route): Route => ({ kind: 'members', of, odd: odd(document) });
  return {
    take,
    membersOf,
    members: (known: { readonly [name: string]: Route }) => membersOf((name) => own(known, name) ?? skip),
    elements: (taken: Take, hints: Hints = {}): Route => ({
      kind: 'elements',
      each: { kind: 'take', take: taken, ...hints },
      odd: odd(document),
    }),
    /** Takes each member by its name. */
    each: (taken: (value: unknown, name: string, path: Path) => void): Route => {
      const one = take((value, path) => taken(value, path.at(-1) ?? '', path.slice(0, -1)));
      return membersOf(() => one);
    },
  };
}

function own(routes: { readonly [name: string]: Route }, name: string): Route | undefined {
  return Object.hasOwn(routes, name) ? routes[name] : undefined;
}

/** `module.a.module.b` of the members that lead into a module of the configuration. */
function modulePath(path: Path): string {
  const names: string[] = [];
  for (let at = 2; path[at] === 'module_calls' && path[at + 2] === 'module'; at += 3) {
    names.push(`module.${path[at + 1] ?? ''}`);
  }
  return names.join('.');
}
