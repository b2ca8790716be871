import { describeAccount, describeWorld, known, unknown, type Account, type Diagnostic, type World } from '../core';
import { LocatedResources } from './stacks/located';
import type { StackPlace } from './stack-place';
import { assumedRole, placeOf } from './stacks/place';
import { readStackDocument, type NamedStack, type StackDocument } from './stacks/stack-document';
import { bucketsOf } from './world/buckets';
import { grantsOf, keysOf } from './world/keys';
import { rolesOf } from './world/roles';
import { tenantsOf, vendedTenant, type StackTenant } from './world/tenants';

/** What synthesized stacks will make of the world. */
export interface StackWorld {
  /** Not complete: what the stacks do not describe may exist. */
  readonly world: World;
  /** In the order of the stacks and their outputs. */
  readonly tenants: readonly StackTenant[];
  readonly places: readonly StackPlace[];
  /** Everything that the stacks make or take over. */
  readonly resources: LocatedResources;
  /** What is malformed, and what had to be left out. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads synthesized stacks into a world. A reference to what terraform makes becomes a stable name (a key that is not
 * made yet has the ARN `arn:aws:kms:REGION:ACCOUNT:key/STACK.aws_kms_key.ID`), also inside policies; what only terraform
 * can tell is unknown, with the reason. The organization's policies stand in no stack and are taken as none.
 */
export function stackWorld(stacks: readonly NamedStack[]): StackWorld {
  const read = stacks.map(readStackDocument);
  const documents = read.flatMap(({ stack }) => stack ?? []);
  const resources = new LocatedResources(documents);
  const [buckets, keys, roles] = [bucketsOf(resources), keysOf(resources), rolesOf(resources)];
  const tenants = tenantsOf(documents);
  const places = documents.flatMap(placesOf);
  return {
    world: describeWorld({
      accounts: accountsOf([...places, ...buckets.found.values(), ...keys.found.values()]),
      principals: [...roles.found.values()],
      buckets: [...buckets.found.values()],
      keys: [...keys.found.values()],
      grants: [...grantsOf(resources, keys.named).found.values()],
      tenants: tenants.map(vendedTenant),
    }),
    tenants,
    places,
    resources,
    diagnostics: [...read, buckets, keys, roles].flatMap((one) => one.diagnostics),
  };
}

function placesOf({ name, providers }: StackDocument): readonly StackPlace[] {
  return providers.flatMap((provider) => {
    const place = placeOf(provider, undefined);
    if (provider['alias'] !== undefined || !place.known) return [];
    const deployerArn = assumedRole(provider);
    return { stack: name, ...place.value, ...(deployerArn === undefined ? {} : { deployerArn }) };
  });
}

/** The accounts in which anything is made. */
function accountsOf(
  things: readonly { readonly accountId: string; readonly partition?: string }[],
): readonly Account[] {
  const partitions = new Map(things.map(({ accountId, partition = 'aws' }) => [accountId, partition]));
  return [...partitions].map(([id, partition]) =>
    describeAccount({
      id,
      partition,
      organization: unknown('no stack says in which organization the account is'),
      serviceControlPolicies: known([]),
      resourceControlPolicies: known([]),
      publicAccessBlock: unknown('no stack sets the Block Public Access of the account'),
    }),
  );
}
