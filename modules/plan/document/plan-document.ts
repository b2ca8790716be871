import { isJsonObject, type JsonObject } from '../stacks/json';
import { Configuration } from './configuration';
import { member, textOf } from './fields';
import {
  addressedOf,
  keptValues,
  plannedChange,
  type Addressed,
  type PlannedChange,
  type Values,
} from './planned-change';
import { skip, type Path, type Route } from './route';
import { markedTexts } from './secrets';

/** One resource of the state from which the plan starts. */
export interface StateResource extends Addressed {
  readonly state: Values;
}

/** A plan with as much as is read of it. */
export class PlanDocument {
  /** Members of the document itself that are no containers, such as `format_version`. */
  readonly scalars = new Map<string, unknown>();
  /** The names of all members of the document itself. */
  readonly members = new Set<string>();
  readonly changes: PlannedChange[] = [];
  readonly drift: PlannedChange[] = [];
  readonly deferred: { readonly address: string; readonly reason: string }[] = [];
  readonly state: StateResource[] = [];
  readonly configuration = new Configuration();
  readonly variables = new Map<string, unknown>();
  readonly outputs = new Map<string, JsonObject>();
  /** The addresses of all managed resources, of any type. */
  readonly managed = new Set<string>();
  producer: 'terraform' | 'opentofu' | 'unknown' = 'unknown';
  /** The members that are not of the kind that plans have there. */
  readonly odd: string[] = [];

  /** The texts of variables that are declared as sensitive. */
  get secrets(): readonly string[] {
    const declared = this.configuration.module('')?.variables ?? new Map<string, unknown>();
    return [...declared].flatMap(([name, variable]) => {
      const value = member(this.variables.get(name), 'value') ?? member(variable, 'default');
      return member(variable, 'sensitive') === true ? markedTexts(value, true) : [];
    });
  }

  /** How to walk the document. @see https://developer.hashicorp.com/terraform/internals/json-format */
  route(): Route {
    const routes = new Map<string, Route>([
      ['resource_changes', this.#elements((one) => this.#addChange(one, this.changes))],
      ['resource_drift', this.#elements((one) => this.#addChange(one, this.drift))],
      ['deferred_changes', this.#elements((one) => this.#addDeferred(one))],
      ['prior_state', this.#members({ values: this.#members({ root_module: this.#stateModule() }) })],
      ['configuration', this.#configuration()],
      ['variables', this.#each((value, name) => this.variables.set(name, value))],
      ['output_changes', this.#each((value, name) => isJsonObject(value) && this.outputs.set(name, value))],
    ]);
    const scalar: Route = { kind: 'take', take: (value, [name = '']) => this.scalars.set(name, value) };
    const scalars = new Set(['format_version', 'terraform_version', 'errored', 'complete', 'serial', 'version']);
    return this.#membersOf((name, path) => {
      if (path.length === 0) this.members.add(name);
      return routes.get(name) ?? (scalars.has(name) ? scalar : skip);
    });
  }

  #addChange(value: unknown, to: PlannedChange[]): void {
    const change = plannedChange(value);
    if (change) to.push(change);
    if (change?.mode === 'managed' && to === this.changes) this.managed.add(change.address);
    this.#learnProducer(member(value, 'provider_name'));
    if (!change) this.odd.push(to === this.drift ? 'resource_drift' : 'resource_changes');
  }

  #addDeferred(value: unknown): void {
    const address = textOf(member(member(value, 'resource_change'), 'address'));
    if (address !== undefined) this.deferred.push({ address, reason: textOf(member(value, 'reason')) ?? 'unknown' });
  }

  /** Both write the same format, but their providers come from different registries. */
  #learnProducer(provider: unknown): void {
    const name = textOf(provider) ?? '';
    if (name.startsWith('registry.opentofu.org/')) this.producer = 'opentofu';
    else if (name.startsWith('registry.terraform.io/') && this.producer === 'unknown') this.producer = 'terraform';
  }

  #stateModule(): Route {
    const module: Route = this.#membersOf((name) => {
      if (name === 'resources') return this.#elements((one) => this.#addState(one));
      return name === 'child_modules' ? { kind: 'elements', each: module, odd: this.#odd } : skip;
    });
    return module;
  }

  #addState(value: unknown): void {
    const addressed = addressedOf(value, moduleOfAddress(value));
    if (addressed?.mode === 'managed') this.managed.add(addressed.address);
    const state =
      addressed && keptValues(addressed, member(value, 'values'), undefined, member(value, 'sensitive_values'));
    if (state) this.state.push({ ...addressed, state });
  }

  #configuration(): Route {
    const providers = this.#each((value, key) => {
      const expressions = member(value, 'expressions');
      const name = textOf(member(value, 'name'));
      this.#learnProducer(member(value, 'full_name'));
      if (name === 'aws') this.configuration.providers.set(key, isJsonObject(expressions) ? expressions : {});
    });
    return this.#members({ provider_config: providers, root_module: this.#configuredModule() });
  }

  #configuredModule(): Route {
    const call: Route = this.#membersOf((name) => (name === 'module' ? module : takeCall));
    const takeCall = this.#take((value, path) => {
      const made = this.configuration.made(modulePath(path.slice(0, -3)));
      const [called = '', part = ''] = path.slice(-2);
      const before = made.calls.get(called);
      made.calls.set(called, { ...(isJsonObject(before) ? before : {}), [part]: value });
    });
    const module: Route = this.#members({
      resources: this.#elements((one, path) => this.configuration.addResource(modulePath(path), one)),
      outputs: this.#each((value, name, path) => this.configuration.made(modulePath(path)).outputs.set(name, value)),
      variables: this.#each((value, name, path) =>
        this.configuration.made(modulePath(path)).variables.set(name, value),
      ),
      module_calls: this.#membersOf(() => call),
    });
    return module;
  }

  readonly #odd = (path: Path) => void this.odd.push(path.join('.'));

  #take(take: (value: unknown, path: Path) => void): Route {
    return { kind: 'take', take };
  }

  #elements(take: (value: unknown, path: Path) => void): Route {
    return { kind: 'elements', each: { kind: 'take', take }, odd: this.#odd };
  }

  /** Takes each member by its name. */
  #each(take: (value: unknown, name: string, path: Path) => void): Route {
    const member: Route = { kind: 'take', take: (value, path) => take(value, path.at(-1) ?? '', path.slice(0, -1)) };
    return this.#membersOf(() => member);
  }

  #members(known: { readonly [name: string]: Route }): Route {
    return this.#membersOf((name) => (Object.hasOwn(known, name) ? (known[name] ?? skip) : skip));
  }

  #membersOf(of: (name: string, path: Path) => Route): Route {
    return { kind: 'members', of, odd: this.#odd };
  }
}

/** `module.a.module.b` of the members that lead into a module of the configuration. */
function modulePath(path: Path): string {
  const names: string[] = [];
  for (let at = 2; path[at] === 'module_calls' && path[at + 2] === 'module'; at += 3) {
    names.push(`module.${path[at + 1] ?? ''}`);
  }
  return names.join('.');
}

/** The resources of a state do not name their module: it is what goes before the resource's own address. */
function moduleOfAddress(value: unknown): string {
  const address = textOf(member(value, 'address')) ?? '';
  const index = member(value, 'index');
  const [type, name] = [textOf(member(value, 'type')) ?? '', textOf(member(value, 'name')) ?? ''];
  const own = `${member(value, 'mode') === 'data' ? 'data.' : ''}${type}.${name}`;
  const suffix = index === undefined ? own : `${own}[${JSON.stringify(index)}]`;
  const at = address.endsWith(suffix) ? address.length - suffix.length : address.lastIndexOf(own);
  return at > 0 ? address.slice(0, at - 1) : '';
}
