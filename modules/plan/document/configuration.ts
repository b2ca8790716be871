import type { JsonObject } from '../stacks/json';
import { member, picked, textOf } from './fields';
import { keptAttributes } from './kept-attributes';

/** A resource as it is written, before count and for_each. */
export interface ConfiguredResource {
  readonly providerKey: string;
  readonly expressions: JsonObject;
}

/** One module as it is written, by its path without indexes. */
export class ConfiguredModule {
  /** By `TYPE.NAME`, data sources as `data.TYPE.NAME`. */
  readonly resources = new Map<string, ConfiguredResource>();
  /** What the calls of other modules pass to them, by the call's name. */
  readonly calls = new Map<string, unknown>();
  readonly outputs = new Map<string, unknown>();
  readonly variables = new Map<string, unknown>();
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

  addResource(path: string, value: unknown): void {
    const [type, name] = [textOf(member(value, 'type')), textOf(member(value, 'name'))];
    const mode = member(value, 'mode') === 'data' ? 'data' : 'managed';
    const names = type === undefined ? undefined : keptAttributes(mode, type);
    if (type === undefined || name === undefined || !names) return;
    this.made(path).resources.set(`${mode === 'data' ? 'data.' : ''}${type}.${name}`, {
      providerKey: textOf(member(value, 'provider_config_key')) ?? '',
      expressions: picked(member(value, 'expressions'), names),
    });
  }
}
