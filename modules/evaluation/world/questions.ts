import { bucketArn, objectArn, type Bucket, type KmsKey } from '../../core';
import type { Answer } from './answer';
import { askedActions, askedIn, type AccessKind, type ActionSet } from './asked-actions';
import type { CompiledWorld } from './compiled-world';
import { askKey } from './key-questions';
import { askBucket, objectQuestion, tenantAt } from './object-questions';
import { shownKey } from './probes';
import type { Resource } from './reach';
import type { Subject } from './subject';

/** One question about one resource of one world, to be put to any caller. */
export interface Question {
  readonly kind: AccessKind;
  readonly action: string;
  /** The resource as reports show it. */
  readonly resource: string;
  /** The object, bucket or key that is asked about. */
  readonly arn: string;
  readonly actions: ActionSet;
  /** Whose it is. @default nobody's, or several tenants' */
  readonly tenant: string | undefined;
  readonly ask: (subject: Subject) => Answer;
}

/** Everything that is asked of one bucket, with the objects of the given keys, or of one KMS key; `other` is what the world is compared with. */
export function questionsAbout(
  world: CompiledWorld,
  resource: Resource,
  objectKeys: ReadonlySet<string>,
  other?: CompiledWorld,
): readonly Question[] {
  if (resource.kind === 'key') return keyQuestions(world, resource.key, other);
  const { bucket, arn } = resource;
  return [
    ...[...objectKeys].flatMap((key) => objectQuestions(world, bucket, key)),
    ...bucketQuestions(world, bucket, arn),
  ];
}

function objectQuestions(world: CompiledWorld, bucket: Bucket, key: string): readonly Question[] {
  const { name, partition } = bucket;
  return askedActions.object.map(({ kind, action }) => ({
    kind,
    action,
    resource: objectArn(partition, name, shownKey(key)),
    arn: action === 's3:ListBucket' ? bucketArn(partition, name) : objectArn(partition, name, key),
    actions: askedIn(action),
    tenant: tenantAt(world, name, key)?.id,
    ask: objectQuestion(world, action, { bucket, key }),
  }));
}

function bucketQuestions(world: CompiledWorld, bucket: Bucket, resource: string): readonly Question[] {
  const tenant = onlyOne(world.index.tenantsIn(bucket.name).map(({ id }) => id));
  return askedActions.bucket.map(({ kind, action }) => ({
    kind,
    action,
    resource,
    arn: resource,
    actions: askedIn(action),
    tenant,
    ask: (subject) => askBucket(world, subject, action, bucket, resource),
  }));
}

function keyQuestions(world: CompiledWorld, key: KmsKey, other: CompiledWorld | undefined): readonly Question[] {
  const tenant = onlyOne(world.index.tenantsUnder(key.arn));
  return askedActions.key.map(({ kind, action }) => ({
    kind,
    action,
    resource: key.arn,
    arn: key.arn,
    actions: askedIn(action),
    tenant,
    ask: (subject) => askKey(world, subject, action, key, other),
  }));
}

/** What several tenants share is nobody's alone. */
function onlyOne(tenants: readonly string[]): string | undefined {
  return tenants.length === 1 ? tenants[0] : undefined;
}
