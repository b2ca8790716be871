import { known, unknown, type Fact } from '../../core';
import type { BucketDetail, GrantDetail, KeyDetail, PrincipalDetail, PublicAccessSettings } from '../facts';
import type { Described } from '../stacks/described';
import type { Section } from '../stacks/section';
import { follow } from '../world/attachment';
import { aboutBuckets } from '../world/buckets';
import type { Kept } from '../world/kept';
import { aboutKeys } from '../world/keys';
import { LazyMap } from '../world/lazy-map';
import { itself, type Named } from '../world/reading';
import { tagsOf } from '../world/tags';
import type { EffectiveResources } from './effective-resources';
import { expirationsOf } from './expirations';
import { numberOf } from './numbers';
import { replicationsOf } from './replications';
import { retentionOf } from './retention';

/** What the buckets of a side say beyond access, by their names. */
export function bucketDetails(
  resources: EffectiveResources,
  buckets: readonly Named<{ readonly name: string }>[],
  kept: Kept<BucketDetail>,
): ReadonlyMap<string, BucketDetail> {
  return byName(
    buckets,
    ({ name }) => name,
    (bucket, { name }) => {
      const about = attachmentsOf(resources);
      const [setting, versioning, lifecycle, lock, replication] = [
        about.settings.only(name),
        about.versionings.only(name),
        about.lifecycles.only(name),
        about.locks.only(name),
        about.replications.only(name),
      ];
      const [[policy], [encryption], [block]] = [
        about.policies.of(name),
        about.encryptions.of(name),
        about.blocks.of(name),
      ];
      const sources = [setting, versioning, lifecycle, lock, replication, policy, encryption, block];
      return kept.of(bucket, sources, () => ({
        ...address('address', bucket),
        ...address('policyAddress', policy),
        ...address('encryptionAddress', encryption),
        ...address('publicAccessBlockAddress', block),
        ...address('versioningAddress', about.versionings.of(name)[0]),
        ...address('lifecycleAddress', about.lifecycles.of(name)[0]),
        ...address('objectLockAddress', about.locks.of(name)[0]),
        ...address('replicationAddress', about.replications.of(name)[0]),
        publicAccess: follow(setting, publicAccessOf),
        forceDestroy: bucket.section.flag('force_destroy', false),
        versioning: follow(versioning, (one) => versioningOf(one, bucket)),
        expirations: follow(lifecycle, (one) => expirationsOf(one, bucket)),
        retention: follow(lock, (one) => retentionOf(one, bucket)),
        replications: follow(replication, (one) => replicationsOf(one, bucket)),
        tags: tagsOf(bucket),
      }));
    },
  );
}

/** What is said about buckets beside them. */
function attachmentsOf(resources: EffectiveResources) {
  const of = (name: string) => aboutBuckets(resources.planned, `aws_s3_bucket_${name}`);
  return {
    policies: of('policy'),
    encryptions: of('server_side_encryption_configuration'),
    blocks: of('public_access_block'),
    settings: aboutBuckets(resources, 'aws_s3_bucket_public_access_block'),
    versionings: of('versioning'),
    lifecycles: of('lifecycle_configuration'),
    locks: of('object_lock_configuration'),
    replications: of('replication_configuration'),
  };
}

/** What the keys of a side say beyond access, by their ARNs. */
export function keyDetails(
  resources: EffectiveResources,
  keys: readonly Named<string>[],
  kept: Kept<KeyDetail>,
): ReadonlyMap<string, KeyDetail> {
  return byName(keys, itself, (key, arn) => {
    const [policy] = aboutKeys(resources.planned, 'aws_kms_key_policy').of(arn);
    const { section } = key;
    return kept.of(key, [policy], () => ({
      ...address('address', key),
      ...address('policyAddress', policy),
      rotationEnabled: rotationOf(section),
      rotationPeriodDays: numberOf(section, 'rotation_period_in_days', undefined),
      deletionWindowDays: numberOf(section, 'deletion_window_in_days', 30),
    }));
  });
}

/** What the grants that a side manages say beyond access, by the ids that the world gives them. */
export function grantDetails(grants: readonly Named<string>[]): ReadonlyMap<string, GrantDetail> {
  return byName(
    grants.filter(({ located }) => located.unmanaged !== true),
    itself,
    ({ path, section }) => ({
      address: path,
      name: section.optionalText('name'),
      retiringPrincipal: section.optionalText('retiring_principal'),
    }),
  );
}

/** Where the principals of a side stand, by their ARNs. */
export function principalDetails(holders: readonly Named<string>[]): ReadonlyMap<string, PrincipalDetail> {
  return byName(holders, itself, (holder) => address('address', holder));
}

function byName<N, T>(
  resources: readonly Named<N>[],
  idOf: (name: N) => string,
  read: (one: Described, name: N) => T,
): ReadonlyMap<string, T> {
  return new LazyMap(resources.map(({ located, name }) => [idOf(name), () => read(located, name)] as const));
}

/** Where a thing is managed; nowhere any more once terraform has forgotten it. */
function address<K extends string>(key: K, resource: Described | undefined): { readonly [key in K]?: string } {
  const found: { [key in K]?: string } = {};
  return resource && resource.unmanaged !== true ? { ...found, [key]: resource.path } : found;
}

function publicAccessOf(block: Described | undefined): Fact<PublicAccessSettings> {
  if (!block) return unknown('nothing in the plan sets the Block Public Access of the bucket');
  return publicAccessSettings(block.section);
}

/** The four settings of Block Public Access, of a bucket or of an account. */
export function publicAccessSettings(section: Section): Fact<PublicAccessSettings> {
  return follow(section.flag('block_public_acls', false), (blockPublicAcls) =>
    follow(section.flag('ignore_public_acls', false), (ignorePublicAcls) =>
      follow(section.flag('block_public_policy', false), (blockPublicPolicy) =>
        follow(section.flag('restrict_public_buckets', false), (restrictPublicBuckets) =>
          known({ blockPublicAcls, ignorePublicAcls, blockPublicPolicy, restrictPublicBuckets }),
        ),
      ),
    ),
  );
}

type Versioning = 'Enabled' | 'Suspended' | 'Disabled';

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
function versioningOf(split: Described | undefined, bucket: Described): Fact<Versioning> {
  if (!split) return inlineVersioning(bucket.section);
  return follow(split.section.sections('versioning_configuration'), ([block]) =>
    block ? follow(block.text('status'), statusOf) : unknown(`${split.path} has no status`),
  );
}

function statusOf(text: string): Fact<Versioning> {
  const status = (['Enabled', 'Suspended', 'Disabled'] as const).find((one) => one === text);
  return status ? known(status) : unknown(`the versioning has the status ${JSON.stringify(text)}`);
}

/** Before version 4 of the provider the bucket said it itself. */
function inlineVersioning(bucket: Section): Fact<Versioning> {
  return follow(bucket.sections('versioning'), ([block]) =>
    block
      ? follow(block.flag('enabled', false), (enabled) => known(enabled ? 'Enabled' : 'Disabled'))
      : known('Disabled'),
  );
}

/** A replica says so under another name. */
function rotationOf(section: Section): Fact<boolean> {
  return follow(section.flag('key_rotation_enabled', false), (replica) =>
    replica ? known(true) : section.flag('enable_key_rotation', false),
  );
}
