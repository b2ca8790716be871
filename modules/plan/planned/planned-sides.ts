import { diagnostic, known, type Diagnostic, type Fact } from '../../core';
import { ownName, type ConfiguredResource } from '../document/configuration';
import { member } from '../document/fields';
import type { PlanDocument, StateResource } from '../document/plan-document';
import type { Addressed, PlannedChange, Values } from '../document/planned-change';
import { symbolOfAddress, withoutIndexes } from '../document/address';
import type { Place } from '../stacks/place';
import type { Carrying } from './carried';
import type { Scope } from './expressions';
import { forgottenChanges } from './forgotten';
import { isFilledIn, namesItself } from './names';
import { Pending } from './pending';
import { PlanReferences } from './plan-references';
import { Places } from './places';
import { PlannedResource, type Surroundings } from './planned-resource';
import { PlannedResources } from './planned-resources';
import type { Written } from './written';

/** The resources of a plan as they are and as they will be. */
export class PlannedSides implements Surroundings {
  readonly before = new PlannedResources();
  readonly after = new PlannedResources();
  readonly #both = [this.before, this.after];
  readonly #document: PlanDocument;
  readonly secrets: readonly string[];
  readonly #references: PlanReferences;
  readonly #places: Places;
  readonly #named = new Map<string, Diagnostic>();

  constructor(document: PlanDocument) {
    this.#document = document;
    this.secrets = document.secrets;
    const find: Carrying['find'] = (written) =>
      new Pending(() => this.#references.expressions.evaluate(written, { module: '' }));
    this.carrying = { find, secrets: this.secrets };
    this.#references = new PlanReferences(document, this.after);
    this.#places = new Places(document, this.#references.expressions);
    const forgotten = forgottenChanges(document.changes);
    for (const change of document.changes) {
      this.#addChange(change);
      if (change.before && forgotten.has(change)) this.#addTo([this.after], change, change.before, true);
    }
    // What a plan leaves alone, because it was not targeted, stays as it is; so do data sources that are read already.
    const left = document.state.length === 0 ? document.state : leftAlone(document);
    for (const resource of left) this.#addTo(this.#both, resource, resource.state);
    this.after.shareWith(this.before);
  }

  /** The resources as the state remembered them, those that drifted with what they were. */
  remembered(drift: readonly PlannedChange[]): PlannedResources {
    const remembered = new PlannedResources();
    const drifted = new Set(drift.flatMap(({ address, previousAddress }) => [address, previousAddress ?? address]));
    for (const resource of this.before.each()) if (!drifted.has(resource.path)) remembered.add(resource);
    for (const change of drift) if (change.before) this.#addTo([remembered], change, change.before);
    return remembered;
  }

  /** Of values of the root module that belong to no resource. */
  readonly carrying: Carrying;

  /** Whether the plan tells where all its resources are. */
  get areTold(): boolean {
    return this.#places.areTold;
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#places.diagnostics, ...this.#named.values()];
  }

  #addChange(change: PlannedChange): void {
    const { before, after } = change;
    if (before && before === after) {
      this.#addTo(this.#both, change, before);
      return;
    }
    if (before) this.#addTo([this.before], change, before);
    if (after) this.#addTo([this.after], change, after);
  }

  #addTo(sides: readonly PlannedResources[], addressed: Addressed, values: Values, unmanaged = false): void {
    const resource = new PlannedResource(addressed, values, this, { unmanaged });
    resource.readValues();
    for (const side of sides) side.add(resource);
    this.#places.learn(resource);
  }

  placeOf(resource: PlannedResource): Fact<Place> {
    return this.#places.placeOf(resource);
  }

  configuredOf({ module, mode, type, name }: Addressed): ConfiguredResource | undefined {
    const resources = this.#document.configuration.module(withoutIndexes(module))?.resources;
    return resources && resources.size > 0 ? resources.get(ownName(mode, type, name)) : undefined;
  }

  carryingOf(addressed: Addressed): Carrying {
    const { type, module, index } = addressed;
    const configured = this.configuredOf(addressed);
    const scope: Scope = { module, ...(index !== undefined && { index }) };
    const find: Carrying['find'] = (written) => {
      if (namesItself(type, written.argument)) return this.#name(addressed, written, scope);
      if (configured && written.expression === undefined && isFilledIn(type, written.argument)) return undefined;
      return new Pending(() => this.#references.expressions.evaluate(written, scope));
    };
    return { find, secrets: this.secrets };
  }

  #name({ address }: Addressed, written: Written, scope: Scope): Pending {
    return new Pending(() => {
      const exact = member(written.expression, 'constant_value') !== undefined;
      const name = exact ? this.#references.expressions.evaluate(written, scope) : undefined;
      if (name?.known === true) return name;
      this.#named.set(address, unnamed(address, written.argument));
      return known(symbolOfAddress(address));
    });
  }
}

function leftAlone({ changes, state }: PlanDocument): readonly StateResource[] {
  const changed = new Set(changes.flatMap(({ address, previousAddress = address }) => [address, previousAddress]));
  return state.filter(({ address }) => !changed.has(address));
}

function unnamed(path: string, argument: string): Diagnostic {
  return diagnostic('TB7026', {
    path,
    message: `only the apply gives its ${argument}, so its address stands for it`,
    fix: `write ${argument} as a constant`,
  });
}
