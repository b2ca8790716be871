import { formatArn, known, parseArn, type Arn, type Fact, type KmsKey, type World } from '../../core';

/** The alias under which every account finds the key that AWS manages for S3. */
export const s3ManagedAlias = 'alias/aws/s3';

/** What a key reference stands for. */
export type ResolvedKey =
  | { readonly kind: 'key'; readonly arn: string; readonly key: KmsKey }
  /** No such key is listed; `certain` when that means that there is none. */
  | { readonly kind: 'absent'; readonly arn: string; readonly accountId: string; readonly certain: boolean }
  | { readonly kind: 'wrongRegion'; readonly arn: string; readonly region: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Where a reference is read: a bare id or alias means a key of the requester's account in the bucket's region. */
export interface KeyScope {
  readonly partition: string;
  readonly region: string;
  readonly requesterAccountId: string;
}

/** Finds the keys of a world by ARN, id and alias. @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id */
export class KeyIndex {
  readonly #world: World;
  readonly #byAlias = new Map<string, KmsKey>();
  readonly #unnamed = new Map<string, KmsKey>();

  constructor(world: World) {
    this.#world = world;
    for (const key of world.keys.values()) {
      const place = `${key.accountId}:${key.region}`;
      if (!key.aliases.known) this.#unnamed.set(place, key);
      else for (const alias of key.aliases.value) this.#byAlias.set(`${place}:${alias}`, key);
    }
  }

  resolve(reference: string, scope: KeyScope): ResolvedKey {
    const literal = this.#world.keys.get(reference);
    if (literal) return usable(literal, scope);
    const arn = parseArn(reference) ?? ownArn(reference, scope);
    if (arn.region !== scope.region) return { kind: 'wrongRegion', arn: formatArn(arn), region: arn.region };
    if (arn.resource.startsWith('alias/')) return this.#resolveAlias(arn);
    const key = this.#world.keys.get(formatArn(arn));
    return key ? { kind: 'key', arn: key.arn, key } : this.#absent(arn);
  }

  /** A reference that is not known may still name, by its symbol, a key of the world. */
  resolveFact(reference: Fact<string>, scope: KeyScope): ResolvedKey {
    if (reference.known) return this.resolve(reference.value, scope);
    const key = reference.symbol === undefined ? undefined : this.#world.keys.get(reference.symbol);
    return key ? usable(key, scope) : { kind: 'unknown', why: reference.why };
  }

  #resolveAlias(arn: Arn): ResolvedKey {
    const place = `${arn.accountId}:${arn.region}`;
    const key = this.#byAlias.get(`${place}:${arn.resource}`);
    if (key) return { kind: 'key', arn: key.arn, key };
    if (arn.resource === s3ManagedAlias) return s3ManagedKey(arn);
    const unnamed = this.#unnamed.get(place);
    if (unnamed) return { kind: 'unknown', why: `the aliases of ${unnamed.arn} are not known` };
    return this.#absent(arn);
  }

  #absent(arn: Arn): ResolvedKey {
    return { kind: 'absent', arn: formatArn(arn), accountId: arn.accountId, certain: this.#world.complete };
  }
}

function usable(key: KmsKey, scope: KeyScope): ResolvedKey {
  if (key.region !== scope.region) return { kind: 'wrongRegion', arn: key.arn, region: key.region };
  return { kind: 'key', arn: key.arn, key };
}

function ownArn(reference: string, scope: KeyScope): Arn {
  const resource = reference.startsWith('alias/') ? reference : `key/${reference}`;
  return {
    partition: scope.partition,
    service: 'kms',
    region: scope.region,
    accountId: scope.requesterAccountId,
    resource,
  };
}

/** S3 makes this key on first use, so every account has it, listed or not; a made-up id stands for its own. */
function s3ManagedKey(alias: Arn): ResolvedKey {
  const arn = formatArn({ ...alias, resource: 'key/aws-s3' });
  const key: KmsKey = {
    arn,
    accountId: alias.accountId,
    region: alias.region,
    state: known('Enabled'),
    policy: known(undefined),
    aliases: known([s3ManagedAlias]),
    awsManaged: true,
    tags: known({}),
  };
  return { kind: 'key', arn, key };
}
