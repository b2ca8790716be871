import type { JsonObject } from '../stacks/json';
import { member, picked, textOf } from './fields';
import { keptAttributes } from './kept-attributes';

/** What a role shows of other resources, unless it writes it itself. */
const shownOfOthers = ['inline_policy', 'managed_policy_arns'];

/** A resource as it is written, before count and for_each. */
export interface ConfiguredResource {
  readonly providerKey: string;
  readonly expressions: JsonObject;
}

/** One module as it is written, by its path without indexes. */
class ConfiguredModule {
  /** By `TYPE.NAME`, data sources as `data.TYPE.NAME`. */
  readonly resources = new Map<string, ConfiguredResource>();
  /** What the calls of other modules pass to them, by the call's name. */
  readonly calls = new Map<string, JsonObject>();
  readonly outputs = new Map<string, unknown>();
  readonly variables = new Map<string, unknown>();

  /** Adds one part of a call, such as its `expressions`. */
  addCall(call: string, part: string, value: unknown): void {
    const before = this.calls.get(call) ?? {};
    this.calls.set(call, Object.fromEntries([...Object.entries(before), [part, value]]));
  }
}

/** What is written in all modules. */
export class Configuration {
  readonly #modules = new Map<string, ConfiguredModule>();
  readonly providers = new Map<string, JsonObject>();

  /** The module of a path such as `module.a.module.b`; empty for the root. */
  module(path: string): ConfiguredModule | undefined {
    return this.#modules.get(path);
  }

  made(path: string): ConfiguredModule {
    const module = this.#modules.get(path) ?? new ConfiguredModule();
    this.#modules.set(path, module);
    return module;
  }

  /** Adds a resource; of one that is not `open`, because all of it is known, it keeps hardly anything. */
  addResource(path: string, value: unknown, open: (name: string) => boolean): void {
    const [type, name] = [textOf(member(value, 'type')), textOf(member(value, 'name'))];
    const mode = member(value, 'mode') === 'data' ? 'data' : 'managed';
    const names = type === undefined ? undefined : keptAttributes(mode, type);
    if (type === undefined || name === undefined || !names) return;
    const own = ownName(mode, type, name);
    const isOpen = open(path === '' ? own : `${path}.${own}`);
    this.made(path).resources.set(own, {
      providerKey: textOf(member(value, 'provider_config_key')) ?? '',
      expressions: picked(member(value, 'expressions'), isOpen ? names : shownOfOthers),
    });
  }
}

/** The address of a resource inside its module, before count and for_each. */
export function ownName(mode: 'managed' | 'data', type: string, name: string): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}
