import { known, parseArn, unknown, type Bucket, type Fact, type KmsKey, type VendedTenant } from '../../core';
import { member } from '../document/fields';
import type { PlanDocument } from '../document/plan-document';
import type { BucketDetail } from '../facts';
import { carried, isPlain, type Carrying } from '../planned/carried';
import { Pending, PendingReader } from '../planned/pending';
import { isJsonObject, type JsonObject } from '../stacks/json';
import { once } from '../world/lazy-map';

const reader = new PendingReader();

/** The tenants that the outputs of our own stacks tell: `{bucketName, prefix, keyArn, …}` under the tenant's id. */
export function tenantsOfOutputs(
  document: PlanDocument,
  side: 'before' | 'after',
  carrying: Carrying,
): readonly VendedTenant[] {
  const written = document.configuration.module('')?.outputs;
  return [...document.outputs].flatMap(([id, change]) => {
    const expression = member(written?.get(id), 'expression');
    const value = outputValue(change, side, expression, carrying);
    if (!isJsonObject(value) || !Object.hasOwn(value, 'keyArn')) return [];
    const [bucket, prefix] = [textOf(value['bucketName']), textOf(value['prefix'])];
    if (!bucket.known) return [];
    return { id, bucket: bucket.value, ...(prefix.known && { prefix: prefix.value }), keyArn: textOf(value['keyArn']) };
  });
}

function outputValue(change: JsonObject, side: 'before' | 'after', expression: unknown, carrying: Carrying): unknown {
  const values = {
    values: { output: change[side] },
    unknown: side === 'after' ? { output: change['after_unknown'] } : undefined,
    sensitive: { output: change[`${side}_sensitive`] },
    secrets: [],
  };
  if (isPlain(values, carrying)) return change[side];
  const output = member(carried(values, { output: expression }, 'output', carrying), 'output');
  const fact = output instanceof Pending ? output.fact : known(output);
  return fact.known ? fact.value : undefined;
}

function textOf(value: unknown): Fact<string> {
  const fact = reader.value(value);
  if (!fact.known) return fact;
  return typeof fact.value === 'string' ? known(fact.value) : unknown('the output is no text');
}

/** The tenants that tags of buckets tell, where no output does. */
export function tenantsOfTags(
  buckets: ReadonlyMap<string, Bucket>,
  keys: ReadonlyMap<string, KmsKey>,
  details: ReadonlyMap<string, BucketDetail>,
  told: readonly VendedTenant[],
): readonly VendedTenant[] {
  const vended = new Set(told.map(({ bucket }) => bucket));
  const ids = new Set(told.map(({ id }) => id));
  const keysByTenant = once(
    () => new Map([...keys.values()].flatMap(({ arn, tags }) => tenantOf(tags).map((id) => [id, arn] as const))),
  );
  return [...buckets.keys()].flatMap((name) => {
    if (vended.has(name)) return [];
    const [bucket, [tenant]] = [buckets.get(name), tenantOf(details.get(name)?.tags)];
    if (!bucket || tenant === undefined) return [];
    const id = ids.has(tenant) ? `${tenant}/${name}` : tenant;
    ids.add(id);
    return [{ id, bucket: name, keyArn: keyOf(bucket, keysByTenant().get(tenant)) }];
  });
}

function tenantOf(tags: Fact<{ readonly [key: string]: string }> | undefined): readonly string[] {
  if (!tags?.known) return [];
  const names = Object.keys(tags.value).filter((name) => name.toLowerCase() === 'tenant');
  return names.flatMap((name) => tags.value[name] || []).slice(0, 1);
}

/** The key of the same tag, else the one that the bucket uses. */
function keyOf({ encryption }: Bucket, tagged: string | undefined): Fact<string> {
  if (tagged !== undefined) return known(tagged);
  if (!encryption.known) return encryption;
  const keyId = encryption.value.algorithm === 'AES256' ? undefined : encryption.value.keyId;
  if (!keyId) return unknown('the bucket is encrypted under no key of a customer');
  return !keyId.known || parseArn(keyId.value) ? keyId : unknown('the bucket does not name its key by an ARN');
}
