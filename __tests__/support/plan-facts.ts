import { describeWorld, known, parseArn, unknown, type World } from '../../modules/core';
import { sameValue } from '../../modules/evaluation';
import type {
  BucketDetail,
  GrantDetail,
  KeyDetail,
  PlanFacts,
  PlanState,
  PublicAccessSettings,
  ResourceChange,
  Subject,
} from '../../modules/plan';

/** What a test says of a plan beyond its two worlds. */
export interface PlanParts {
  readonly before?: StateParts;
  readonly after?: StateParts;
  /** Instead of those that follow from the worlds, by address. */
  readonly changes?: readonly ResourceChange[];
  readonly drift?: readonly ResourceChange[];
  /** What drifted was remembered so. @default as the plan makes it again */
  readonly remembered?: World;
}

export interface StateParts {
  readonly buckets?: { readonly [name: string]: Partial<BucketDetail> };
  readonly keys?: { readonly [arn: string]: Partial<KeyDetail> };
  readonly grants?: { readonly [id: string]: Partial<GrantDetail> };
  readonly deliveries?: PlanState['deliveries'];
  readonly acls?: PlanState['acls'];
  readonly strays?: PlanState['strays'];
}

export const allBlocked: PublicAccessSettings = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

/** The facts of a plan that makes one world of another, each thing managed by a resource of its own. */
export function planFacts(before: World, after: World, parts: PlanParts = {}): PlanFacts {
  const given = parts.changes ?? [];
  const derived = changesBetween(before, after).filter(({ address }) => !given.some((one) => one.address === address));
  return {
    before: stateOf(before, parts.before),
    after: stateOf(after, parts.after),
    changes: [...derived, ...given],
    drift: parts.drift ?? [],
    ...(parts.drift && { remembered: stateOf(parts.remembered ?? after, parts.after) }),
    source: { formatVersion: '1.2', producer: 'terraform', errored: false, deferred: [], resourceCount: 0 },
    diagnostics: [],
  };
}

/** The facts of a plan that makes everything. */
export function planFromNothing(after: World, parts: PlanParts = {}): PlanFacts {
  return planFacts(describeWorld({ complete: after.complete }), after, parts);
}

function stateOf(world: World, parts: StateParts = {}): PlanState {
  return {
    world,
    buckets: new Map(
      [...world.buckets.keys()].map((name) => [name, { ...bucketDetail(name), ...parts.buckets?.[name] }]),
    ),
    keys: new Map([...world.keys.keys()].map((arn) => [arn, { ...keyDetail(arn), ...parts.keys?.[arn] }])),
    grants: new Map([...world.grants.keys()].map((id) => [id, { ...grantDetail(id), ...parts.grants?.[id] }])),
    principals: new Map([...world.principals.keys()].map((arn) => [arn, { address: addressOf('aws_iam_role', arn) }])),
    deliveries: parts.deliveries ?? [],
    ...(parts.acls && { acls: parts.acls }),
    strays: parts.strays ?? [],
  };
}

function bucketDetail(name: string): BucketDetail {
  return {
    address: addressOf('aws_s3_bucket', name),
    policyAddress: addressOf('aws_s3_bucket_policy', name),
    encryptionAddress: addressOf('aws_s3_bucket_server_side_encryption_configuration', name),
    publicAccessBlockAddress: addressOf('aws_s3_bucket_public_access_block', name),
    publicAccess: known(allBlocked),
    forceDestroy: known(false),
    versioning: known('Enabled'),
    expirations: known([]),
    retention: known(undefined),
    replications: known([]),
    tags: known({}),
  };
}

function keyDetail(arn: string): KeyDetail {
  return {
    address: addressOf('aws_kms_key', arn),
    rotationEnabled: known(true),
    rotationPeriodDays: known(undefined),
    deletionWindowDays: known(30),
  };
}

function grantDetail(id: string): GrantDetail {
  return { address: addressOf('aws_kms_grant', id), name: known(id), retiringPrincipal: unknown('not told') };
}

/** `aws_kms_key.a` for the key `arn:…:key/a`. */
export function addressOf(type: string, id: string): string {
  const resource = parseArn(id)?.resource ?? id;
  return `${type}.${resource.slice(resource.lastIndexOf('/') + 1)}`;
}

/** A change that a test makes up. */
export function changeOf(
  type: string,
  subject: Subject,
  parts: Partial<ResourceChange> & Pick<ResourceChange, 'kind'>,
): ResourceChange {
  return { address: addressOf(type, subject.id), type, replacedBecause: [], changed: [], subject, ...parts };
}

function changesBetween(before: World, after: World): readonly ResourceChange[] {
  return [
    ...madeAndGone('aws_s3_bucket', 'bucket', before.buckets, after.buckets),
    ...madeAndGone('aws_kms_key', 'key', before.keys, after.keys),
    ...madeAndGone('aws_kms_grant', 'grant', before.grants, after.grants),
    ...madeAndGone('aws_iam_role', 'principal', before.principals, after.principals),
    ...[...after.buckets.values()].flatMap((bucket) => {
      const old = before.buckets.get(bucket.name);
      const subject: Subject = { kind: 'bucket', id: bucket.name };
      return [
        ...updated('aws_s3_bucket_policy', subject, 'policy', old?.policy, bucket.policy),
        ...updated(
          'aws_s3_bucket_server_side_encryption_configuration',
          subject,
          'rule',
          old?.encryption,
          bucket.encryption,
        ),
      ];
    }),
    ...[...after.keys.values()].flatMap((key) =>
      updated('aws_kms_key', { kind: 'key', id: key.arn }, 'policy', before.keys.get(key.arn), key),
    ),
    ...[...after.grants.values()]
      .filter(({ id }) => before.grants.has(id) && !sameValue(before.grants.get(id), after.grants.get(id)))
      .map(({ id }) => changeOf('aws_kms_grant', { kind: 'grant', id }, { kind: 'replace', createsFirst: true })),
    ...[...after.principals.values()].flatMap((principal) =>
      updated(
        'aws_iam_role',
        { kind: 'principal', id: principal.arn },
        'inline_policy',
        before.principals.get(principal.arn),
        principal,
      ),
    ),
  ];
}

function madeAndGone(
  type: string,
  kind: Subject['kind'],
  old: ReadonlyMap<string, unknown>,
  now: ReadonlyMap<string, unknown>,
): readonly ResourceChange[] {
  return [
    ...[...now.keys()].filter((id) => !old.has(id)).map((id) => changeOf(type, { kind, id }, { kind: 'create' })),
    ...[...old.keys()].filter((id) => !now.has(id)).map((id) => changeOf(type, { kind, id }, { kind: 'delete' })),
  ];
}

function updated(
  type: string,
  subject: Subject,
  argument: string,
  old: unknown,
  now: unknown,
): readonly ResourceChange[] {
  return old === undefined || sameValue(old, now)
    ? []
    : [changeOf(type, subject, { kind: 'update', changed: [argument] })];
}
