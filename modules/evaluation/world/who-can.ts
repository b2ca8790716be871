import { actorsOf } from './actors';
import { doubted, type Answer } from './answer';
import type { CompiledWorld } from './compiled-world';
import { askKey } from './key-questions';
import { askBucket, objectActionOf, objectQuestion } from './object-questions';
import type { Subject } from './subject';

/** One principal's answer to a question about a resource. */
export interface PrincipalAnswer extends Answer {
  /** An ARN, a service, `anonymous`, `anyone else in ACCOUNT` or `anyone like PATTERN`. */
  readonly principal: string;
}

/**
 * Whether each principal can do something to a bucket, an object or a key: everyone whom the world lists or its policies
 * and grants name, one outsider per account, and the anonymous caller.
 */
export function whoCan(world: CompiledWorld, action: string, resource: string): readonly PrincipalAnswer[] {
  const ask = questionAbout(world, action, resource);
  return actorsOf(world.world).flatMap((actor) => {
    const subject = world.actor(actor);
    return subject ? { principal: actor.name, ...ask(subject) } : [];
  });
}

type Ask = (subject: Subject) => Answer;

function questionAbout(world: CompiledWorld, action: string, resource: string): Ask {
  const { keys, buckets } = world.world;
  const key = keys.get(resource);
  if (key) return (subject) => askKey(world, subject, action, key);
  const path = /^arn:[^:]+:s3:::([^/]+)\/?(.*)$/s.exec(resource)?.slice(1) ?? [];
  const bucket = buckets.get(path.slice(0, 1).join(''));
  const objectKey = path.slice(1).join('');
  if (!bucket) return () => doubted('resource', `${resource} is no bucket, object or key that is described`);
  const objectAction = objectActionOf(action);
  if (objectAction) return objectQuestion(world, objectAction, { bucket, key: objectKey });
  return (subject) => askBucket(world, subject, action, bucket, resource);
}
