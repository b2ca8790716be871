import type { World } from '../../modules/core';
import { actorsOf, type Actor } from '../../modules/evaluation/world/actors';
import type { Answer } from '../../modules/evaluation/world/answer';
import { compile, type CompiledWorld } from '../../modules/evaluation/world/compiled-world';
import { Probes } from '../../modules/evaluation/world/probes';
import { questionsAbout, type Question } from '../../modules/evaluation/world/questions';
import { bucketResource, keyResource, type Resource } from '../../modules/evaluation/world/reach';

/** What a comparison finds that leaves nothing out: every question to every actor in both worlds. */
export function compareEverything(
  before: World,
  after: World,
): { readonly gained: readonly string[]; readonly lost: readonly string[] } {
  const worlds = [compile(before), compile(after)] as const;
  const actors = new Map(worlds.flatMap((one) => actorsOf(one.world)).map((actor) => [actor.name, actor]));
  const resources = new Map(worlds.flatMap(resourcesOf).map((resource) => [resource.arn, resource]));
  const found: { readonly order: string; readonly text: string; readonly was: Verdict; readonly is: Verdict }[] = [];
  for (const resource of resources.values()) {
    for (const actor of actors.values()) found.push(...changesOf(actor, resource, worlds));
  }
  const sorted = found.sort((one, other) => (one.order < other.order ? -1 : 1));
  return {
    gained: sorted.filter(({ was, is }) => was === 'deny' && is === 'allow').map(({ text }) => text),
    lost: sorted.filter(({ was, is }) => was === 'allow' && is === 'deny').map(({ text }) => text),
  };
}

function resourcesOf({ world }: CompiledWorld): readonly Resource[] {
  return [...[...world.buckets.values()].map(bucketResource), ...[...world.keys.values()].map(keyResource)];
}

function changesOf(actor: Actor, { arn }: Resource, worlds: readonly [CompiledWorld, CompiledWorld]) {
  const objects = new Set(
    worlds.flatMap((world) =>
      [...world.world.buckets.values()]
        .filter((one) => bucketResource(one).arn === arn)
        .flatMap((one) => [...new Probes(world.index).keysIn(one)]),
    ),
  );
  const [before, after] = worlds.map((world, index) => {
    const here = resourcesOf(world).find((one) => one.arn === arn);
    return here ? questionsAbout(world, here, objects, worlds[1 - index]) : [];
  });
  const [asked, other] = (after?.length ?? 0) > 0 ? [after, before] : [before, after];
  return (asked ?? []).map((question, index) => {
    const was = verdictOf(worlds[0], worlds[1], actor, before?.[index]);
    const is = verdictOf(worlds[1], worlds[0], actor, after?.[index]);
    const tenant = question.tenant ?? other?.[index]?.tenant ?? '';
    const { resource, action } = question;
    return {
      order: [tenant, resource, actor.name, action].join('\n'),
      text: `${actor.name} ${action} ${resource}`,
      was,
      is,
    };
  });
}

function verdictOf(world: CompiledWorld, other: CompiledWorld, actor: Actor, question: Question | undefined): Verdict {
  const gone = !world.world.principals.has(actor.name) && other.world.principals.has(actor.name);
  const subject = world.actor(actor);
  return question && subject && !gone ? question.ask(subject).verdict : 'deny';
}

type Verdict = Answer['verdict'];
