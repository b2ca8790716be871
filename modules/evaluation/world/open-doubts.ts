import type { Fact } from '../../core';
import type { AccessChange } from './access-change';
import type { Actor } from './actors';
import { denied, doubted, type Answer } from './answer';
import type { AccessKind } from './asked-actions';
import type { CompiledWorld } from './compiled-world';
import type { Resource } from './reach';

const kinds: { readonly [of in 'bucket' | 'key' | 'principal']: readonly AccessKind[] } = {
  bucket: ['read', 'write', 'administer'],
  key: ['decrypt', 'administer'],
  principal: ['read', 'write', 'decrypt', 'administer'],
};

/** A policy that is not known may let in anybody: said once for the resource, not once for each principal. */
export function resourceDoubts(
  resource: Resource,
  before: CompiledWorld,
  after: CompiledWorld,
): readonly AccessChange[] {
  const why = (world: CompiledWorld) => unknownOn(world, resource);
  return doubtsOf('*', resource.arn, kinds[resource.kind], why(before), why(after));
}

/** Policies of a principal that are not known may give it anything: said once for the principal. */
export function actorDoubts(actor: Actor, before: CompiledWorld, after: CompiledWorld): readonly AccessChange[] {
  const why = (world: CompiledWorld) => unknownOf(world, actor);
  return doubtsOf(actor.name, '*', kinds.principal, why(before), why(after));
}

function doubtsOf(
  principal: string,
  resource: string,
  of: readonly AccessKind[],
  before: string | undefined,
  after: string | undefined,
): readonly AccessChange[] {
  if (before === undefined && after === undefined) return [];
  return of.map((kind) => ({ principal, resource, kind, action: '*', before: answer(before), after: answer(after) }));
}

function answer(why: string | undefined): Answer {
  return why === undefined ? denied('policy', 'every policy is known') : doubted('policy', why);
}

function unknownOn({ world, index }: CompiledWorld, resource: Resource): string | undefined {
  if (resource.kind === 'bucket') return whyOf(world.buckets.get(resource.bucket.name)?.policy);
  const facts = index.grantsOf(resource.arn).flatMap((grant): readonly Fact<unknown>[] => [grant.granteePrincipal]);
  return firstDoubt([world.keys.get(resource.arn)?.policy, ...facts]);
}

function unknownOf({ world }: CompiledWorld, actor: Actor): string | undefined {
  const listed = world.principals.get(actor.name);
  if (listed?.kind !== 'role' && listed?.kind !== 'user') return undefined;
  const { identityPolicies } = listed;
  return firstDoubt([
    identityPolicies,
    ...(identityPolicies.known ? identityPolicies.value.map((one) => one.document) : []),
  ]);
}

function firstDoubt(facts: readonly (Fact<unknown> | undefined)[]): string | undefined {
  return facts.map(whyOf).find((why) => why !== undefined);
}

function whyOf(fact: Fact<unknown> | undefined): string | undefined {
  return fact && !fact.known ? fact.why : undefined;
}
