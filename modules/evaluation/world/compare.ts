import { sortChanges, type AccessChange, type AccessComparison } from './access-change';
import { actorsOf, type Actor } from './actors';
import { denied, type Answer } from './answer';
import { Changes } from './changes';
import type { CompiledWorld } from './compiled-world';
import { actorDoubts, resourceDoubts } from './open-doubts';
import { questionsAbout, type Question } from './questions';
import { bucketResource, keyResource, Reach, type Resource } from './reach';

/**
 * Who gains and who loses access to what. It asks about every principal that is listed or named, one outsider per
 * account and the anonymous caller; about every bucket, prefix and key and one neighbour at each wildcard boundary;
 * and only where something that decides has changed.
 */
export function compare(before: CompiledWorld, after: CompiledWorld): AccessComparison {
  const actors = [
    ...named(
      [before, after].flatMap(({ world }) => actorsOf(world)),
      (actor) => actor.name,
    ).values(),
  ];
  const [old, now] = [sideOf(before, after, actors), sideOf(after, before, actors)];
  const resources = [...new Map([...old.resources, ...now.resources]).values()];
  const changes = new Changes(before.index, after.index);
  const changed = resources.filter((resource) => changes.ofResource(resource));
  return sortChanges([
    ...actors.filter((actor) => changes.ofActor(actor)).flatMap((actor) => actorDoubts(actor, before, after)),
    ...changed.flatMap((resource) => resourceDoubts(resource, before, after)),
    ...resources.flatMap((resource) =>
      changesOn(changes.ofResource(resource), viewOf(resource.arn, old), viewOf(resource.arn, now), changes),
    ),
  ]);
}

/** One of the two worlds, with what finds the questions worth asking. */
interface Side {
  readonly compiled: CompiledWorld;
  readonly other: CompiledWorld;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly reach: Reach;
}

function sideOf(compiled: CompiledWorld, other: CompiledWorld, actors: readonly Actor[]): Side {
  const { buckets, keys } = compiled.world;
  const resources = [...[...buckets.values()].map(bucketResource), ...[...keys.values()].map(keyResource)];
  return {
    compiled,
    other,
    resources: named(resources, (resource) => resource.arn),
    reach: new Reach(compiled.index, actors),
  };
}

function named<T>(things: readonly T[], nameOf: (thing: T) => string): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [nameOf(thing), thing]));
}

/** A resource as one world has it. */
interface View {
  readonly side: Side;
  /** @default the world does not have it */
  readonly resource: Resource | undefined;
  /** Whom alone it is worth asking about. */
  readonly actors: ReadonlySet<Actor>;
}

function viewOf(arn: string, side: Side): View {
  const resource = side.resources.get(arn);
  return { side, resource, actors: resource ? side.reach.actorsOn(resource) : new Set() };
}

function changesOn(whole: boolean, old: View, now: View, changes: Changes): readonly AccessChange[] {
  const actors = [...new Set([...old.actors, ...now.actors])].filter((actor) => whole || changes.ofActor(actor));
  if (actors.length === 0) return [];
  const objects = new Set([old, now].flatMap(objectKeysIn));
  const [before, after] = [questionsIn(old, objects), questionsIn(now, objects)];
  const asked = after.length > 0 ? after : before;
  return actors.flatMap((actor) =>
    asked.flatMap(({ kind, action, resource }, index): readonly AccessChange[] => {
      const [was, is] = [before[index], after[index]];
      const change = { before: answer(old, was, actor), after: answer(now, is, actor) };
      if (change.before.verdict === change.after.verdict && change.before.verdict !== 'unknown') return [];
      const tenant = is?.tenant ?? was?.tenant;
      return [
        { principal: actor.name, ...(tenant === undefined ? {} : { tenant }), resource, kind, action, ...change },
      ];
    }),
  );
}

function objectKeysIn({ side, resource }: View): readonly string[] {
  return resource?.kind === 'bucket' ? [...side.compiled.probes.keysIn(resource.bucket)] : [];
}

/** The same questions in the same order in each world that has the resource. */
function questionsIn({ side, resource }: View, objects: ReadonlySet<string>): readonly Question[] {
  return resource ? questionsAbout(side.compiled, resource, objects, side.other) : [];
}

const nothingAllows = denied('policy', 'no policy allows it');
const notThere = denied('resource', 'it is not there');

function answer({ side, resource, actors }: View, question: Question | undefined, actor: Actor): Answer {
  if (!resource || !question) return notThere;
  const { compiled, other, reach } = side;
  if (!actors.has(actor)) return nothingAllows;
  if (!reach.reaches(actor, question.actions, resource, question.arn)) return nothingAllows;
  const isGone = !compiled.world.principals.has(actor.name) && other.world.principals.has(actor.name);
  if (isGone) return denied('principal', `${actor.name} is not there`);
  const subject = compiled.actor(actor);
  return subject ? question.ask(subject) : nothingAllows;
}
