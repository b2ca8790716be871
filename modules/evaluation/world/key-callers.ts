import type { KmsKey } from '../../core';
import { actorsOf } from './actors';
import type { CompiledWorld } from './compiled-world';
import { askDirectly, type KeyRequest } from './direct-requests';
import type { LegDecision } from './legs';
import { keyResource, Reach } from './reach';
import type { Subject } from './subject';

/** Somebody who could be allowed something on a key, to be asked. */
export interface KeyCaller {
  /** An ARN, a service, `anonymous`, `anyone else in ACCOUNT` or `anyone like PATTERN`. */
  readonly principal: string;
  readonly ask: (request: Omit<KeyRequest, 'key'>) => LegDecision;
}

/** Finds who could be allowed something on a key: nobody else need be asked what the key lets through. */
export function keyCallers(world: CompiledWorld): (key: KmsKey) => readonly KeyCaller[] {
  const reach = new Reach(world.index, actorsOf(world.world));
  return (key) =>
    [...reach.actorsOn(keyResource(key))].flatMap((actor) => {
      const subject = world.actor(actor);
      return subject ? callerOf(world, actor.name, subject, key) : [];
    });
}

function callerOf(world: CompiledWorld, principal: string, subject: Subject, key: KmsKey): KeyCaller {
  return { principal, ask: (request) => askDirectly(world, subject, { ...request, key }) };
}
