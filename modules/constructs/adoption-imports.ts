import type { TerraformResource } from 'cdktf';
import { keyIdOf, type Adoption } from '../core';

interface BucketResources {
  readonly bucket: TerraformResource;
  readonly publicAccessBlock: TerraformResource;
  readonly encryption: TerraformResource | undefined;
  readonly ownership: TerraformResource;
  readonly versioning: TerraformResource;
  readonly rules: TerraformResource;
  readonly lock: TerraformResource | undefined;
}

interface KeyResources {
  readonly key: TerraformResource;
  readonly alias: TerraformResource;
  readonly aliasName: string;
}

/**
 * Takes over what was found of a bucket; what was not there is made, for terraform imports nothing that does not exist.
 * Once something is in the state, its import says nothing any more.
 * @see https://developer.hashicorp.com/terraform/language/import
 */
export function importBucket(adopt: Adoption | undefined, resources: BucketResources): void {
  const found = adopt?.found?.bucket;
  if (found === undefined) return;
  const there: readonly (readonly [TerraformResource | undefined, boolean])[] = [
    [resources.bucket, true],
    [resources.publicAccessBlock, found.publicAccessBlock !== undefined],
    [resources.encryption, true],
    [resources.ownership, found.ownership !== undefined],
    [resources.versioning, found.versioning !== 'Never'],
    [resources.rules, found.lifecycleRules.length > 0],
    [resources.lock, found.objectLock !== undefined],
  ];
  for (const [resource, exists] of there) if (exists) resource?.importFrom(found.name);
}

/** Takes over the policy of a bucket that has one. */
export function importBucketPolicy(adopt: Adoption | undefined, policy: TerraformResource): void {
  const found = adopt?.found?.bucket;
  if (found?.policy !== undefined) policy.importFrom(found.name);
}

/** Takes over a key, and its alias when that is ours already. */
export function importKey(adopt: Adoption | undefined, { key, alias, aliasName }: KeyResources): void {
  if (adopt?.found === undefined) return;
  key.importFrom(keyIdOf(adopt.keyArn));
  if (adopt.found.key.aliases.includes(aliasName)) alias.importFrom(aliasName);
}
