import { parseArn } from '../../core';
import type { Located, LocatedResources } from '../stacks/located';
import { assumedRole, type Place } from '../stacks/place';
import type { Ask, Askings } from './ask';
import { bucketAskings } from './bucket-asks';
import { keyAskings } from './key-asks';
import type { VendNeed } from './need';
import { roleAskings } from './role-asks';

/** A stack and whoever deploys it, where a provider assumes no role of its own. */
export interface DeployedStack {
  readonly stack: string;
  readonly deployerArn: string;
}

const askings: Askings = { ...bucketAskings, ...keyAskings, ...roleAskings };

/**
 * What the deployer of a stack must be able to do: only what its resources ask for. A resource of which it cannot be
 * told where it is asks nothing, as it is left out of the world.
 */
export function deployerNeeds(resources: LocatedResources, { stack, deployerArn }: DeployedStack): readonly VendNeed[] {
  const inStack = (type: string) => resources.all(type).filter(({ resource }) => resource.stack === stack);
  return Object.entries(askings).flatMap(([type, asking]) =>
    inStack(type).flatMap((located) => needsOf(located, deployerArn, (place) => asking(located, place, inStack))),
  );
}

function needsOf(
  { place, resolver, resource }: Located,
  deployerArn: string,
  asksIn: (place: Place) => readonly Ask[],
): readonly VendNeed[] {
  if (!place.known) return [];
  const { accountId } = place.value;
  const principal = assumedRole(resolver.providerOf(resource) ?? {}) ?? deployerArn;
  return asksIn(place.value).map((ask) => ({
    of: 'deployer',
    principal,
    accountId: parseArn(ask.resource)?.accountId || accountId,
    unknown: [],
    ...ask,
  }));
}
