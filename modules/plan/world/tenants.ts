import { known, unknown, type Fact, type VendedTenant } from '../../core';
import { isJsonObject } from '../stacks/json';
import { Resolver } from '../stacks/resolver';
import type { StackDocument } from '../stacks/stack-document';

/** A tenant and the stack that vends it. */
export interface StackTenant {
  readonly id: string;
  readonly stack: string;
  /** What the world calls it: its id, or `STACK/ID` where several stacks vend a tenant of that id. */
  readonly worldId: string;
  readonly bucket: string;
  /** Of one that shares a bucket. @default the whole bucket */
  readonly prefix?: string;
  readonly keyArn: Fact<string>;
}

/** The tenants of the stacks: our stacks have one output per tenant, `{bucketName, prefix, keyArn, …}` under its id. */
export function tenantsOf(stacks: readonly StackDocument[]): readonly StackTenant[] {
  const all = stacks.flatMap((stack) => tenantsOfStack(stack));
  const count = (id: string) => all.filter((one) => one.id === id).length;
  return all.map((one) => (count(one.id) > 1 ? { ...one, worldId: `${one.stack}/${one.id}` } : one));
}

export function vendedTenant({ worldId, bucket, prefix, keyArn }: StackTenant): VendedTenant {
  return { id: worldId, bucket, ...(prefix !== undefined && { prefix }), keyArn };
}

function tenantsOfStack(stack: StackDocument): readonly StackTenant[] {
  const resolver = new Resolver(stack);
  return [...stack.outputs].flatMap(([id, value]) => {
    if (!isJsonObject(value) || !Object.hasOwn(value, 'keyArn')) return [];
    const bucket = resolver.value(value['bucketName']);
    if (!bucket.known || typeof bucket.value !== 'string') return [];
    const keyArn = textFact(resolver.value(value['keyArn']));
    const prefix = resolver.value(value['prefix']);
    const part = prefix.known && typeof prefix.value === 'string' ? { prefix: prefix.value } : {};
    return { id, stack: stack.name, worldId: id, bucket: bucket.value, ...part, keyArn };
  });
}

function textFact(fact: Fact<unknown>): Fact<string> {
  if (!fact.known) return fact;
  return typeof fact.value === 'string' ? known(fact.value) : unknown('the output keyArn is no text');
}
