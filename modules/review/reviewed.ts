import type { Bucket, Fact, Grant, KmsKey, Principal, World } from '../core';
import { compile, sameValue, type CompiledWorld } from '../evaluation';
import type {
  BucketDetail,
  GrantDetail,
  KeyDetail,
  PlanFacts,
  PlanState,
  PrincipalDetail,
  ResourceChange,
  Subject,
} from '../plan';
import { mergedState } from './merged-state';
import { Vended } from './vended';

/** One thing before and after, with what the plan does to it. */
export interface Pair<Thing, Detail> {
  /** As its table knows it. */
  readonly id: string;
  /** @default it is made by the plan */
  readonly before?: Thing;
  /** @default it is gone after the plan */
  readonly after?: Thing;
  readonly detailBefore?: Detail;
  readonly detailAfter?: Detail;
  readonly changes: readonly ResourceChange[];
}

export type BucketPair = Pair<Bucket, BucketDetail>;
export type KeyPair = Pair<KmsKey, KeyDetail>;
export type GrantPair = Pair<Grant, GrantDetail>;
export type PrincipalPair = Pair<Principal, PrincipalDetail>;

/** Everything that rules look at: several plans as one, and only what they change. */
export class Reviewed {
  readonly before: PlanState;
  readonly after: PlanState;
  /** As the states remembered it: what differs before was changed outside terraform. */
  readonly remembered: PlanState;
  readonly changes: readonly ResourceChange[];
  readonly drift: readonly ResourceChange[];
  readonly vended: Vended;
  readonly buckets: readonly BucketPair[];
  readonly keys: readonly KeyPair[];
  readonly grants: readonly GrantPair[];
  readonly principals: readonly PrincipalPair[];
  #compiled: { readonly before: CompiledWorld; readonly after: CompiledWorld } | undefined;

  constructor(
    plans: readonly PlanFacts[],
    /** YYYY-MM-DD */
    readonly today: string,
  ) {
    const [before, after] = [mergedState(plans.map((one) => one.before)), mergedState(plans.map((one) => one.after))];
    this.before = before;
    this.after = after;
    this.remembered = mergedState(plans.map((one) => one.remembered ?? one.before));
    this.changes = plans.flatMap(({ changes }) => changes);
    this.drift = plans.flatMap(({ drift }) => drift);
    this.vended = new Vended(before.world, after.world);
    const bySubject = changesBySubject(this.changes);
    const compares = this.changes.some(mayMeanAnything);
    const [old, now] = [before.world, after.world];
    this.buckets = pairs('bucket', [old.buckets, now.buckets], [before.buckets, after.buckets], bySubject, compares);
    this.keys = pairs('key', [old.keys, now.keys], [before.keys, after.keys], bySubject, compares);
    this.grants = joined(pairs('grant', [old.grants, now.grants], [before.grants, after.grants], bySubject, compares));
    this.principals = pairs(
      'principal',
      [old.principals, now.principals],
      [before.principals, after.principals],
      bySubject,
      compares,
    );
  }

  /** Both worlds ready to be asked; made when first wanted. */
  get compiled(): { readonly before: CompiledWorld; readonly after: CompiledWorld } {
    this.#compiled ??= compiledPair(this.before.world, this.after.world);
    return this.#compiled;
  }
}

function compiledPair(old: World, now: World): { readonly before: CompiledWorld; readonly after: CompiledWorld } {
  const before = compile(old);
  return { before, after: compile(now, before) };
}

function changesBySubject(changes: readonly ResourceChange[]): ReadonlyMap<string, readonly ResourceChange[]> {
  const found = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    if (!change.subject) continue;
    const key = subjectKey(change.subject);
    const some = found.get(key);
    if (some) some.push(change);
    else found.set(key, [change]);
  }
  return found;
}

function subjectKey({ kind, id }: Subject): string {
  return `${kind}:${id}`;
}

/** Whether a change may reach things that it does not name, as a managed policy reaches roles. */
function mayMeanAnything({ type, subject }: ResourceChange): boolean {
  return (
    subject === undefined && /^aws_(iam|kms)_|^aws_s3_(account|bucket_(policy|server|public|acl|ownership))/.test(type)
  );
}

type Both<T> = readonly [ReadonlyMap<string, T>, ReadonlyMap<string, T>];

/** The things that differ, or that a change speaks of. */
function pairs<Thing, Detail>(
  kind: Subject['kind'],
  [old, now]: Both<Thing>,
  [oldDetails, nowDetails]: Both<Detail>,
  bySubject: ReadonlyMap<string, readonly ResourceChange[]>,
  compares: boolean,
): readonly Pair<Thing, Detail>[] {
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((id): readonly Pair<Thing, Detail>[] => {
    const changes = bySubject.get(subjectKey({ kind, id })) ?? [];
    if (changes.length === 0 && !compares) return [];
    const [before, after] = [old.get(id), now.get(id)];
    if (changes.length === 0 && sameValue(before, after)) return [];
    const [detailBefore, detailAfter] = [oldDetails.get(id), nowDetails.get(id)];
    return [
      {
        id,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
        ...(detailBefore !== undefined && { detailBefore }),
        ...(detailAfter !== undefined && { detailAfter }),
        changes,
      },
    ];
  });
}

/** A grant that is made anew has another id: what is made at an address follows what was there. */
function joined(found: readonly GrantPair[]): readonly GrantPair[] {
  const oldAt = new Map(
    found.flatMap((pair) => (pair.detailBefore && !pair.after ? [[pair.detailBefore.address, pair]] : [])),
  );
  const followed = new Set<GrantPair>();
  const pairsWithOld = found.map((pair): GrantPair => {
    const old = pair.detailAfter && !pair.before ? oldAt.get(pair.detailAfter.address) : undefined;
    if (!old) return pair;
    followed.add(old);
    return { ...old, ...pair, changes: [...old.changes, ...pair.changes] };
  });
  return pairsWithOld.filter((pair) => !followed.has(pair));
}

/** The value of a fact, if it is known. */
export function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact?.known === true ? fact.value : undefined;
}
