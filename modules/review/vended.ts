import { formatArn, parseArn, type Bucket, type Fact, type VendedTenant, type World } from '../core';

/** Which bucket and which key is whose, in either of two worlds. */
export class Vended {
  readonly #byBucket = new Map<string, Map<string, VendedTenant>>();
  readonly #byKey = new Map<string, Map<string, VendedTenant>>();
  readonly #bucketsUnder = new Map<string, Map<string, Bucket>>();
  readonly #keysOf = new Map<string, Set<string>>();

  /** Worlds of which the tenants are not read yet, and of which the buckets are not. */
  readonly #unread: { readonly tenants: World[]; readonly buckets: World[] };

  constructor(before: World, after: World) {
    this.#unread = { tenants: [before, after], buckets: [before, after] };
  }

  /** Reads the tenants as soon as anybody asks. */
  #readTenants(): void {
    for (const { tenants } of this.#unread.tenants.splice(0)) for (const one of tenants.values()) this.#addTenant(one);
  }

  /** The same for the buckets, which takes longer. */
  #readBuckets(): void {
    for (const world of this.#unread.buckets.splice(0)) {
      for (const { bucket, keyArn } of world.tenants.values()) {
        this.#addUnder(nameOf(keyArn), world.buckets.get(bucket));
      }
      for (const bucket of world.buckets.values()) this.#addUnder(defaultKeyArn(world, bucket), bucket);
    }
  }

  /** The one tenant of a bucket; what several share is nobody's alone. */
  ofBucket(name: string): string | undefined {
    this.#readTenants();
    return onlyOne([...(this.#byBucket.get(name)?.keys() ?? [])]);
  }

  tenantsIn(bucket: string): readonly VendedTenant[] {
    this.#readTenants();
    return [...(this.#byBucket.get(bucket)?.values() ?? [])];
  }

  ofKey(arn: string): string | undefined {
    this.#readTenants();
    return (
      onlyOne([...(this.#byKey.get(arn)?.keys() ?? [])]) ?? onlyOne(this.bucketsUnder(arn).flatMap(this.#ofOneBucket))
    );
  }

  /** Tenants whose key it is, other than those of a bucket; the second bucket of a tenant is still the tenant's. */
  ofKeyBeside(arn: string, bucket: string): readonly string[] {
    this.#readTenants();
    const own = this.tenantsIn(bucket).map(withoutBucket);
    const others = [...(this.#byKey.get(arn)?.values() ?? [])].map(withoutBucket);
    return [...new Set(others.filter((id) => !own.includes(id)))];
  }

  /** Buckets whose objects lie under a key, by a tenant or by default. */
  bucketsUnder(keyArn: string): readonly Bucket[] {
    this.#readBuckets();
    return [...(this.#bucketsUnder.get(keyArn)?.values() ?? [])];
  }

  /** The keys that belong to a bucket, by a tenant or by default. */
  keysOf(bucket: string): readonly string[] {
    this.#readBuckets();
    return [...(this.#keysOf.get(bucket) ?? [])];
  }

  readonly #ofOneBucket = ({ name }: Bucket): readonly string[] => {
    const tenant = this.ofBucket(name);
    return tenant === undefined ? [] : [tenant];
  };

  #addTenant(tenant: VendedTenant): void {
    const inBucket = this.#byBucket.get(tenant.bucket) ?? new Map<string, VendedTenant>();
    this.#byBucket.set(tenant.bucket, inBucket.set(tenant.id, tenant));
    const key = nameOf(tenant.keyArn);
    if (key === undefined) return;
    this.#byKey.set(key, (this.#byKey.get(key) ?? new Map<string, VendedTenant>()).set(tenant.id, tenant));
  }

  #addUnder(keyArn: string | undefined, bucket: Bucket | undefined): void {
    if (keyArn === undefined || !bucket) return;
    const under = this.#bucketsUnder.get(keyArn) ?? new Map<string, Bucket>();
    under.set(bucket.name, bucket);
    this.#bucketsUnder.set(keyArn, under);
    this.#keysOf.set(bucket.name, (this.#keysOf.get(bucket.name) ?? new Set()).add(keyArn));
  }
}

/** The key of default encryption as it is named; `undefined` when none is. */
export function defaultKey({ encryption }: Pick<Bucket, 'encryption'>): string | undefined {
  if (!encryption.known || encryption.value.algorithm === 'AES256') return undefined;
  return encryption.value.keyId && nameOf(encryption.value.keyId);
}

/** Tags call the tenant of a further bucket `TENANT/BUCKET`. */
function withoutBucket({ id, bucket }: VendedTenant): string {
  return id.endsWith(`/${bucket}`) ? id.slice(0, -bucket.length - 1) : id;
}

/**
 * The key of default encryption by its ARN, however it is named: an id or an alias without account is meant in the
 * bucket's, as most who write there see it. A name that the world does not tell stays as it is.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function defaultKeyArn(world: World, bucket: Bucket): string | undefined {
  const name = defaultKey(bucket);
  if (name === undefined || world.keys.has(name)) return name;
  const { partition, region, accountId } = bucket;
  const resource = name.startsWith('alias/') ? name : `key/${name}`;
  const arn = name.startsWith('arn:') ? name : formatArn({ partition, service: 'kms', region, accountId, resource });
  return world.keys.has(arn) ? arn : (keyOfAlias(world, arn) ?? name);
}

function keyOfAlias({ keys }: World, aliasArn: string): string | undefined {
  const alias = parseArn(aliasArn);
  if (alias?.resource.startsWith('alias/') !== true) return undefined;
  const found = [...keys.values()].find(
    ({ accountId, region, aliases }) =>
      accountId === alias.accountId &&
      region === alias.region &&
      aliases.known &&
      aliases.value.includes(alias.resource),
  );
  return found?.arn;
}

/** Of what is made by the plan its symbol. */
function nameOf(fact: Fact<string>): string | undefined {
  return fact.known ? fact.value : fact.symbol;
}

function onlyOne(names: readonly string[]): string | undefined {
  const [only, ...more] = new Set(names);
  return more.length === 0 ? only : undefined;
}
