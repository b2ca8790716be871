import type { JsonObject } from '../stacks/json';
import { withoutIndexes } from './address';
import { Configuration, ownName } from './configuration';
import { member, textOf } from './fields';
import {
  addressedOf,
  holdsTrue,
  keptValues,
  plannedChange,
  type Addressed,
  type PlannedChange,
  type Values,
} from './planned-change';
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
  /** The members that are not of the kind that plans have there. */
  readonly odd: string[] = [];
  readonly #changed = new Set<string>();
  /** The resources of the configuration of which some value is not known. */
  readonly #open = new Set<string>();
  #producer: 'terraform' | 'opentofu' | 'unknown' = 'unknown';

  get producer(): 'terraform' | 'opentofu' | 'unknown' {
    return this.#producer;
  }

  /** The texts of variables that are declared as sensitive. */
  get secrets(): readonly string[] {
    const declared = this.configuration.module('')?.variables ?? new Map<string, unknown>();
    return [...declared].flatMap(([name, variable]) => {
      const value = member(this.variables.get(name), 'value') ?? member(variable, 'default');
      return member(variable, 'sensitive') === true ? markedTexts(value, true) : [];
    });
  }

  addChange(value: unknown): void {
    const change = plannedChange(value);
    this.learnProducer(member(value, 'provider_name'));
    if (!change) {
      this.odd.push('resource_changes');
      return;
    }
    this.changes.push(change);
    this.#changed.add(change.address);
    if (change.mode === 'managed') this.managed.add(change.address);
    if (holdsTrue(change.after?.unknown)) this.#open.add(addressInConfiguration(change));
  }

  addDrift(value: unknown): void {
    const change = plannedChange(value);
    if (change) this.drift.push(change);
    else this.odd.push('resource_drift');
  }

  addDeferred(value: unknown): void {
    const address = textOf(member(member(value, 'resource_change'), 'address'));
    if (address !== undefined) this.deferred.push({ address, reason: textOf(member(value, 'reason')) ?? 'unknown' });
  }

  addState(value: unknown): void {
    // What stands among the changes stands there with what becomes of it.
    if (this.#changed.has(textOf(member(value, 'address')) ?? '')) return;
    const addressed = addressedOf(value, moduleOfAddress(value));
    if (!addressed) return;
    if (addressed.mode === 'managed') this.managed.add(addressed.address);
    const state = keptValues(addressed, member(value, 'values'), undefined, member(value, 'sensitive_values'));
    if (state) this.state.push({ ...addressed, state });
  }

  /** Of a resource of which all is known no expressions are kept, if the changes stand before the configuration. */
  addConfigured(module: string, value: unknown): void {
    const mayBeOpen = (name: string) => !this.members.has('resource_changes') || this.#open.has(name);
    this.configuration.addResource(module, value, mayBeOpen);
  }

  /** Both write the same format, but their providers come from different registries. */
  learnProducer(provider: unknown): void {
    if (this.#producer === 'opentofu') return;
    const name = textOf(provider) ?? '';
    if (name.startsWith('registry.opentofu.org/')) this.#producer = 'opentofu';
    else if (name.startsWith('registry.terraform.io/') && this.#producer === 'unknown') this.#producer = 'terraform';
  }
}

function addressInConfiguration({ module, mode, type, name }: Addressed): string {
  const own = ownName(mode, type, name);
  return module === '' ? own : `${withoutIndexes(module)}.${own}`;
}

/** The resources of a state do not name their module: it is what goes before the resource's own address. */
function moduleOfAddress(value: unknown): string {
  const address = textOf(member(value, 'address')) ?? '';
  const index = member(value, 'index');
  const [type, name] = [textOf(member(value, 'type')) ?? '', textOf(member(value, 'name')) ?? ''];
  const own = ownName(member(value, 'mode') === 'data' ? 'data' : 'managed', type, name);
  const suffix = index === undefined ? own : `${own}[${JSON.stringify(index)}]`;
  const at = address.endsWith(suffix) ? address.length - suffix.length : address.lastIndexOf(own);
  return at > 0 ? address.slice(0, at - 1) : '';
}
