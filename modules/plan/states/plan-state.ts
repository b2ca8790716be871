import {
  describeAccount,
  describeWorld,
  diagnostic,
  known,
  parseArn,
  unknown,
  type Account,
  type Bucket,
  type Diagnostic,
  type Fact,
  type KmsKey,
  type PublicAccessBlock,
  type Role,
} from '../../core';
import type { PlanDocument } from '../document/plan-document';
import type { BucketDetail, KeyDetail, PlanState } from '../facts';
import type { Carrying } from '../planned/carried';
import type { Described } from '../stacks/described';
import { follow } from '../world/attachment';
import { bucketsOf } from '../world/buckets';
import { Kept } from '../world/kept';
import { grantsOf, keysOf } from '../world/keys';
import type { Named } from '../world/reading';
import { rolesOf, usersOf } from '../world/roles';
import { aclsOf } from './acls';
import { deliveriesOf } from './deliveries';
import { bucketDetails, grantDetails, keyDetails, principalDetails, publicAccessSettings } from './details';
import type { EffectiveResources } from './effective-resources';
import { straysOf } from './strays';
import { tenantsOfOutputs, tenantsOfTags } from './plan-tenants';

/** One side of a plan, and what had to be left out of it. */
export interface StateReading {
  readonly state: PlanState;
  readonly diagnostics: readonly Diagnostic[];
}

/** What both sides of a plan share, as they are read one after the other. */
export class KeptThings {
  readonly buckets = new Kept<Bucket>();
  readonly bucketDetails = new Kept<BucketDetail>();
  readonly keys = new Kept<KmsKey>();
  readonly keyDetails = new Kept<KeyDetail>();
  readonly roles = new Kept<Role>();
}

/** Reads one side of a plan. */
export function planState(
  resources: EffectiveResources,
  document: PlanDocument,
  side: 'before' | 'after',
  carrying: Carrying,
  kept: KeptThings,
): StateReading {
  const [buckets, keys] = [bucketsOf(resources, kept.buckets), keysOf(resources, kept.keys)];
  const [roles, users] = [rolesOf(resources, kept.roles), usersOf(resources)];
  const details = bucketDetails(resources, buckets.named, kept.bucketDetails);
  const grants = grantsOf(resources, keys.named);
  const told = tenantsOfOutputs(document, side, carrying);
  const holders = [...roles.named, ...users.named];
  const places = [...buckets.named.map(({ name }) => name.place), ...[...keys.named, ...holders].map(accountOf)];
  const state: PlanState = {
    world: {
      ...describeWorld({
        accounts: accountsOf(places, resources),
        tenants: [...told, ...tenantsOfTags(buckets.found, keys.found, details, told)],
      }),
      principals: roles.found.with(users.found),
      buckets: buckets.found,
      keys: keys.found,
      grants: grants.found,
    },
    buckets: details,
    keys: keyDetails(resources, keys.named, kept.keyDetails),
    grants: grantDetails(grants.named),
    principals: principalDetails(holders),
    deliveries: deliveriesOf(resources),
    acls: aclsOf(resources),
    strays: straysOf(resources),
  };
  return { state, diagnostics: [buckets, keys, roles, users].flatMap((one) => one.diagnostics).map(leftOut) };
}

function accountOf({ name: arn }: Named<string>): { readonly accountId: string } {
  return { accountId: parseArn(arn)?.accountId ?? '' };
}

function leftOut({ path, message }: Diagnostic): Diagnostic {
  return diagnostic('TB7025', { path, message, fix: 'write its name as a constant that is not sensitive' });
}

/** The accounts in which anything is. */
function accountsOf(
  things: readonly { readonly accountId: string; readonly partition?: string }[],
  resources: EffectiveResources,
): readonly Account[] {
  const partitions = new Map(things.map(({ accountId, partition = 'aws' }) => [accountId, partition]));
  const blocks = resources.all('aws_s3_account_public_access_block');
  return [...partitions].map(([id, partition]) =>
    describeAccount({
      id,
      partition,
      organization: unknown('no plan says in which organization the account is'),
      serviceControlPolicies: known([]),
      resourceControlPolicies: known([]),
      publicAccessBlock: publicAccessOf(id, blocks),
    }),
  );
}

function publicAccessOf(id: string, blocks: readonly Described[]): Fact<PublicAccessBlock> {
  const block = blocks.find((one) => one.place.known && one.place.value.accountId === id);
  if (!block) return unknown('nothing in the plan sets the Block Public Access of the account');
  return follow(publicAccessSettings(block.section), ({ blockPublicPolicy, restrictPublicBuckets }) =>
    known({ blockPublicPolicy, restrictPublicBuckets }),
  );
}
