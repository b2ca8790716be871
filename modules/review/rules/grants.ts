import { bucketArn, s3ContextKey, type Bucket, type Grant } from '../../core';
import { sameValue } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import { valueOf, type GrantPair, type Reviewed } from '../reviewed';
import { keyName, listed, ofTenant, principalName } from '../words';
import { bucketKeyOf, bucketKeyOn } from './encryption';

/** Grants that let through too much or nothing, and grants that are revoked. */
export function grants(reviewed: Reviewed): readonly Draft[] {
  const gone = new Set(reviewed.principals.flatMap(({ id, after }) => (after ? [] : [id])));
  return reviewed.grants.flatMap((pair) => [
    ...unconstrained(reviewed, pair),
    ...mismatched(reviewed, pair),
    ...replaced(reviewed, pair),
    ...removed(reviewed, pair, gone),
  ]);
}

/** Operations whose context a constraint can bind. */
const bound = /^(Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/;

function unconstrained(reviewed: Reviewed, { id, before, after, detailAfter }: GrantPair): readonly Draft[] {
  const operations = freely(after);
  if (!after || operations.length === 0) return [];
  if (before && freely(before).length > 0 && sameValue(before.operations, after.operations)) return [];
  const buckets = reviewed.vended.bucketsUnder(after.keyArn);
  return [
    {
      topic: 'grant-unconstrained',
      severity: 'high',
      message: `the grant to ${grantee(after)} on ${keyOf(reviewed, after)} has no constraint: it allows ${listed(operations)} under any encryption context, past S3 as well`,
      fix: `add constraints { encryption_context_equals = { "${s3ContextKey}" = ${quoted(buckets)} } }`,
      ...aboutGrant(reviewed, id, after, detailAfter?.address),
    },
  ];
}

/** What a grant allows under any context. */
function freely(grant: Grant | undefined): readonly string[] {
  if (grant?.constraints.known !== true || contextOf(grant) !== undefined) return [];
  return valueOf(grant.operations)?.filter((operation) => bound.test(operation)) ?? [];
}

function quoted(buckets: readonly Bucket[]): string {
  const [first] = buckets;
  return JSON.stringify(first ? bucketArn(first.partition, first.name) : 'arn:aws:s3:::BUCKET');
}

/** The S3 context that a grant asks for, or whatever else it asks for; `undefined` when it asks for nothing. */
function contextOf({ constraints }: Grant): string | undefined {
  const terms = valueOf(constraints);
  const context = { ...terms?.encryptionContextSubset, ...terms?.encryptionContextEquals };
  return context[s3ContextKey] ?? Object.keys(context).at(0);
}

function mismatched(reviewed: Reviewed, { id, before, after, detailAfter }: GrantPair): readonly Draft[] {
  const wanted = after && contextOf(after);
  if (!after || wanted === undefined || (before && sameValue(before.constraints, after.constraints))) return [];
  const buckets = bucketsAfter(reviewed, after.keyArn);
  const problem = buckets.length === 0 ? undefined : mismatch(wanted, buckets);
  if (problem === undefined) return [];
  return [
    {
      topic: 'grant-context-mismatch',
      severity: 'high',
      message: `the grant to ${grantee(after)} on ${keyOf(reviewed, after)} never matches: it asks for ${s3ContextKey} ${wanted}, and ${problem}`,
      fix: buckets.some((bucket) => bucketKeyOf(bucket) !== false)
        ? `set the constraint's "${s3ContextKey}" to ${quoted(buckets)}`
        : `${bucketKeyOn(buckets[0])} on the bucket and set the constraint's "${s3ContextKey}" to ${quoted(buckets)}`,
      ...aboutGrant(reviewed, id, after, detailAfter?.address),
    },
  ];
}

/** The buckets under a key as they will be. */
function bucketsAfter({ vended, after }: Reviewed, keyArn: string): readonly Bucket[] {
  return vended.bucketsUnder(keyArn).flatMap(({ name }) => after.world.buckets.get(name) ?? []);
}

/** Why no object of these buckets comes under a context; a single object of a bucket without a Bucket Key does. */
function mismatch(wanted: string, buckets: readonly Bucket[]): string | undefined {
  const matches = buckets.some((bucket) => {
    const arn = bucketArn(bucket.partition, bucket.name);
    const enabled = bucketKeyOf(bucket);
    if (enabled === undefined) return true;
    return enabled ? wanted === arn : wanted.startsWith(`${arn}/`) && !/[*?]|\/$/.test(wanted);
  });
  if (matches) return undefined;
  const [first] = buckets;
  if (!first) return undefined;
  const arn = bucketArn(first.partition, first.name);
  return bucketKeyOf(first) === true
    ? `with the Bucket Key of ${first.name} S3 sends ${arn}`
    : `without a Bucket Key of ${first.name} S3 sends the ARN of each object, which a grant cannot name for all`;
}

/** Nothing of a grant is changed in place: between the two there may be none. */
function replaced(reviewed: Reviewed, pair: GrantPair): readonly Draft[] {
  const { before: old, after, changes } = pair;
  const change = changes.find(({ kind }) => kind === 'replace');
  if (!change || !after || !old) return [];
  const isLost = change.createsFirst === true;
  if (isLost && !(keepsName(pair) && sameValue(termsOf(old), termsOf(after)))) return [];
  const whose = `the grant to ${grantee(old)} on ${keyOf(reviewed, old)}`;
  return [
    {
      topic: 'grant-replaced',
      severity: isLost ? 'high' : 'medium',
      message: isLost
        ? `${whose} is made anew under the same name and terms: KMS answers with the old grant, which terraform then revokes, and none is left`
        : `${whose} is revoked before the new one is made: ${grantee(old)} has no access until KMS has spread the new one, which takes up to five minutes`,
      fix: 'write lifecycle { create_before_destroy = true } and give the new grant another name',
      ...aboutGrant(reviewed, pair.id, old, change.address),
    },
  ];
}

function keepsName({ detailBefore, detailAfter }: GrantPair): boolean {
  const name = valueOf(detailBefore?.name);
  return name !== undefined && name === valueOf(detailAfter?.name);
}

function termsOf({ keyArn, granteePrincipal, operations, constraints }: Grant): unknown {
  return { keyArn, granteePrincipal, operations, constraints };
}

function removed(
  reviewed: Reviewed,
  { id, before, after, detailBefore, changes }: GrantPair,
  gone: ReadonlySet<string>,
): readonly Draft[] {
  if (!before || after || changes.some(({ kind }) => kind === 'forget')) return [];
  const operations = valueOf(before.operations) ?? [];
  const roleToo = gone.has(valueOf(before.granteePrincipal) ?? '') ? ', and the grantee is deleted, too' : '';
  return [
    {
      topic: 'grant-removed',
      severity: 'medium',
      message: `the grant to ${grantee(before)} on ${keyOf(reviewed, before)} is revoked (${listed(operations)})${roleToo}`,
      fix: 'if the access is still needed, keep the grant',
      ...aboutGrant(reviewed, id, before, detailBefore?.address),
    },
  ];
}

function grantee({ granteePrincipal, keyArn }: Grant): string {
  const account = keyArn.split(':')[4];
  return granteePrincipal.known ? principalName(granteePrincipal.value, account) : 'a grantee that is not known yet';
}

function keyOf({ vended }: Reviewed, { keyArn }: Grant): string {
  return ofTenant(keyName(keyArn), vended.ofKey(keyArn));
}

function aboutGrant(
  { vended }: Reviewed,
  id: string,
  grant: Grant,
  address: string | undefined,
): Pick<Draft, 'about' | 'tenant' | 'address'> {
  const buckets = vended.bucketsUnder(grant.keyArn).map(({ name }): Mark => `bucket:${name}`);
  const principal = valueOf(grant.granteePrincipal);
  const about: readonly Mark[] = [
    `grant:${id}`,
    `key:${grant.keyArn}`,
    ...buckets,
    ...(principal === undefined ? [] : [`principal:${principal}` as const]),
  ];
  return { about, ...placed(vended.ofKey(grant.keyArn), address) };
}
