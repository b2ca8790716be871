import { describeWorld, type World } from '../../core';
import { compile, type CompiledWorld } from '../../evaluation';

type Tables = Pick<World, 'accounts' | 'principals' | 'buckets' | 'keys' | 'grants'>;

interface Scheduled {
  readonly at: number;
  readonly change: () => void;
}

/** The world as the requests have made it so far. Decisions see a compiled picture of one moment. */
export class LiveWorld {
  #world: World = describeWorld({ complete: true });
  #compiled: CompiledWorld | undefined;
  #earlier: CompiledWorld | undefined;
  #scheduled: readonly Scheduled[] = [];

  get world(): World {
    return this.#world;
  }

  /** The picture at a moment; what was scheduled until then has happened. */
  at(now: Date): CompiledWorld {
    this.#happen(now.getTime());
    this.#compiled ??= compile(this.#world, this.#earlier);
    this.#earlier = this.#compiled;
    return this.#compiled;
  }

  /** Puts whole tables in the place of those that were. */
  change(tables: Partial<Tables>): void {
    this.#world = { ...this.#world, ...tables };
    this.#compiled = undefined;
  }

  /** Lets a change happen later, on the virtual clock. */
  schedule(at: Date, change: () => void): void {
    this.#scheduled = [...this.#scheduled, { at: at.getTime(), change }].sort((a, b) => a.at - b.at);
  }

  #happen(now: number): void {
    const due = this.#scheduled.filter((one) => one.at <= now);
    if (due.length === 0) return;
    this.#scheduled = this.#scheduled.filter((one) => one.at > now);
    for (const { change } of due) change();
  }
}

/** A table with one thing more, or another under its name. */
export function withEntry<T>(table: ReadonlyMap<string, T>, name: string, thing: T): ReadonlyMap<string, T> {
  return new Map(table).set(name, thing);
}

export function withoutEntry<T>(table: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  return new Map([...table].filter(([one]) => one !== name));
}
