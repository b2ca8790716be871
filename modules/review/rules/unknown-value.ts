import type { Bucket, DefaultEncryption, Fact, KmsKey, PolicyHolder, Principal, Role, User } from '../../core';
import { sameValue } from '../../evaluation';
import type { PlanState, ResourceChange } from '../../plan';
import { placed, type Draft, type Mark } from '../draft';
import { valueOf, type BucketPair, type GrantPair, type KeyPair, type PrincipalPair, type Reviewed } from '../reviewed';
import { keyName, listed, ofTenant, principalName } from '../words';
import { hiddenSettings, type Doubt } from './hidden-settings';

/** What decides over access or encryption, is touched, and cannot be judged before the apply. */
export function unknownValue(reviewed: Reviewed): readonly Draft[] {
  const { vended } = reviewed;
  return [
    ...reviewed.buckets.flatMap((pair) =>
      draftOf([...doubtsOfBucket(pair), ...hiddenEdit(reviewed, `bucket:${pair.id}`, pair.before, pair.after)], {
        what: ofTenant(`bucket ${pair.id}`, vended.ofBucket(pair.id)),
        about: `bucket:${pair.id}`,
        ...placed(vended.ofBucket(pair.id), pair.detailAfter?.policyAddress ?? pair.detailAfter?.address),
      }),
    ),
    ...reviewed.keys.flatMap((pair) =>
      draftOf([...doubtsOfKey(pair), ...hiddenEdit(reviewed, `key:${pair.id}`, pair.before, pair.after)], {
        what: ofTenant(keyName(pair.id), vended.ofKey(pair.id)),
        about: `key:${pair.id}`,
        ...placed(vended.ofKey(pair.id), pair.detailAfter?.policyAddress ?? pair.detailAfter?.address),
      }),
    ),
    ...reviewed.changes.flatMap((change) => grantOfSomeKey(reviewed, change)),
    ...reviewed.grants.flatMap((pair) => draftOf(doubtsOfGrant(pair), placeOfGrant(reviewed, pair))),
    ...reviewed.principals.flatMap((pair) =>
      draftOf(doubtsOfPrincipal(pair), {
        what: principalName(pair.id),
        about: `principal:${pair.id}`,
        ...placed(undefined, pair.detailAfter?.address),
      }),
    ),
  ];
}

/** A grant stands under its own id in no world when nobody knows on which key it is made. */
function grantOfSomeKey({ after }: Reviewed, { type, kind, subject, address }: ResourceChange): readonly Draft[] {
  const isMade = kind === 'create' || kind === 'replace' || kind === 'update';
  if (type !== 'aws_kms_grant' || !isMade || stands(after, subject?.id ?? '', address)) return [];
  return draftOf([{ of: 'key', why: `${address}.key_id is not known` }], {
    what: `grant ${address}`,
    about: `grant:${subject?.id ?? address}`,
    ...placed(undefined, address),
  });
}

/** A policy that was not to be shown, is not now, and is another one. */
function hiddenEdit(
  { changes }: Reviewed,
  about: Mark,
  before: Bucket | KmsKey | undefined,
  after: Bucket | KmsKey | undefined,
): readonly Doubt[] {
  if (!before || !after || after.policy.known || !sameValue(before.policy, after.policy)) return [];
  const isEdited = changes.some(
    ({ subject, changed }) => subject && `${subject.kind}:${subject.id}` === about && changed.includes('policy'),
  );
  return isEdited ? [{ of: 'policy', why: after.policy.why }] : [];
}

/** One whose key is not known is put on every key, and whether it is there is then unknown. */
function stands({ world, grants }: PlanState, id: string, address: string): boolean {
  const isSeen = (one: string) => world.grants.get(one)?.visible.known === true;
  return isSeen(id) || [...grants].some(([one, detail]) => detail.address === address && isSeen(one));
}

interface Place extends Pick<Draft, 'tenant' | 'address'> {
  readonly what: string;
  readonly about: Mark;
}

/** A fact that the plan touches and that is not known afterwards; a symbol is as good as a value. */
function doubt(of: string, before: Fact<unknown> | undefined, after: Fact<unknown> | undefined): readonly Doubt[] {
  if (!after || after.known || after.symbol !== undefined || sameValue(before, after)) return [];
  return [{ of, why: after.why }];
}

function doubtsOfBucket(pair: BucketPair): readonly Doubt[] {
  const { before, after } = pair;
  const [was, is] = [kmsOf(before), kmsOf(after)];
  return [
    ...doubt('policy', before?.policy, after?.policy),
    ...doubt('default encryption', before?.encryption, after?.encryption),
    ...doubt('default key', was?.keyId, is?.keyId),
    ...doubt('Bucket Key', was?.bucketKeyEnabled, is?.bucketKeyEnabled),
    ...hiddenSettings(pair, [before, after], { 'default encryption': (one) => one.encryption }),
    ...hiddenSettings(pair, [was, is], {
      'default key': (one) => one.keyId,
      'Bucket Key': (one) => one.bucketKeyEnabled,
    }),
    ...hiddenSettings(pair, [pair.detailBefore, pair.detailAfter], { 'public access': (one) => one.publicAccess }),
    ...doubtsOfPublicAccess(pair),
    ...doubtsOfData(pair),
  ];
}

/** A new bucket is guarded unless somebody says otherwise. */
function doubtsOfPublicAccess({ detailBefore, detailAfter }: BucketPair): readonly Doubt[] {
  return detailBefore ? doubt('public access', detailBefore.publicAccess, detailAfter?.publicAccess) : [];
}

/** What decides how long data stays and where it goes; a bucket that is made, or made anew, has none yet. */
function doubtsOfData({ detailBefore: was, detailAfter: is, changes }: BucketPair): readonly Doubt[] {
  const isReplaced = changes.some(({ kind, type }) => kind === 'replace' && type === 'aws_s3_bucket');
  if (!was || !is || isReplaced) return [];
  const olds = valueOf(was.replications);
  const copies = valueOf(is.replications)?.filter((one) => !olds?.some((old) => sameValue(old, one))) ?? [];
  return [
    ...doubt('expiries', was.expirations, is.expirations),
    ...doubt('versioning', was.versioning, is.versioning),
    ...doubt('retention', was.retention, is.retention),
    ...doubt('replication', was.replications, is.replications),
    ...copies.flatMap(({ keyArn }) => doubt('key of copies', undefined, keyArn)),
  ];
}

type Kms = Exclude<DefaultEncryption, { readonly algorithm: 'AES256' }>;

function kmsOf(bucket: Bucket | undefined): Kms | undefined {
  const byDefault = valueOf(bucket?.encryption);
  return byDefault?.algorithm === 'AES256' ? undefined : byDefault;
}

function doubtsOfKey(pair: KeyPair): readonly Doubt[] {
  const { before, after, detailBefore, detailAfter } = pair;
  return [
    ...doubt('policy', before?.policy, after?.policy),
    ...doubt('state', before?.state, after?.state),
    ...(detailBefore ? doubt('rotation', detailBefore.rotationEnabled, detailAfter?.rotationEnabled) : []),
    ...hiddenSettings(pair, [before, after], { state: (one) => one.state }),
    ...hiddenSettings(pair, [detailBefore, detailAfter], { rotation: (one) => one.rotationEnabled }),
  ];
}

function doubtsOfGrant(pair: GrantPair): readonly Doubt[] {
  const { before, after } = pair;
  return [
    ...doubt('grantee', before?.granteePrincipal, after?.granteePrincipal),
    ...doubt('operations', before?.operations, after?.operations),
    ...doubt('constraint', before?.constraints, after?.constraints),
    ...hiddenSettings(pair, [before, after], {
      grantee: (one) => one.granteePrincipal,
      operations: (one) => one.operations,
      constraint: (one) => one.constraints,
    }),
  ];
}

function doubtsOfPrincipal(pair: PrincipalPair): readonly Doubt[] {
  const [before, after] = [holder(pair.before), holder(pair.after)];
  const documents = new Map(valueOf(before?.identityPolicies)?.map(({ name, document }) => [name, document]));
  return [
    ...doubt('identity policies', before?.identityPolicies, after?.identityPolicies),
    ...(valueOf(after?.identityPolicies) ?? []).flatMap(({ name, document }) =>
      doubt(`identity policy ${name}`, documents.get(name), document),
    ),
    ...doubtOfTrust(before, after),
    ...doubt('permissions boundary', before?.permissionsBoundary, after?.permissionsBoundary),
    ...doubtOfRemoved(before, after),
  ];
}

function doubtOfTrust(before: Role | User | undefined, after: Role | User | undefined): readonly Doubt[] {
  if (before?.kind !== 'role' || after?.kind !== 'role') return [];
  return doubt('trust policy', before.trustPolicy, after.trustPolicy);
}

/** What a boundary refused is not known when nobody has read it, and then neither is what its end allows. */
function doubtOfRemoved(before: PolicyHolder | undefined, after: PolicyHolder | undefined): readonly Doubt[] {
  const [was, is] = [valueOf(before?.permissionsBoundary), valueOf(after?.permissionsBoundary)];
  if (was === undefined || was === 'none' || was.document.known || is === undefined || sameValue(was, is)) return [];
  return [{ of: 'end of the permissions boundary', why: was.document.why }];
}

function holder(principal: Principal | undefined): Role | User | undefined {
  return principal?.kind === 'role' || principal?.kind === 'user' ? principal : undefined;
}

function placeOfGrant({ vended }: Reviewed, { id, after, detailAfter }: GrantPair): Place {
  const keyArn = after?.keyArn ?? '';
  return {
    what: `a grant on ${ofTenant(keyName(keyArn), vended.ofKey(keyArn))}`,
    about: `grant:${id}`,
    ...placed(vended.ofKey(keyArn), detailAfter?.address),
  };
}

function draftOf(doubts: readonly Doubt[], { what, about, ...place }: Place): readonly Draft[] {
  if (doubts.length === 0) return [];
  const names = doubts.map(({ of }) => of);
  const why = [...new Set(doubts.map((one) => one.why))];
  return [
    {
      topic: 'unknown-value',
      severity: 'medium',
      message: `${listed(names)} of ${what} cannot be judged before the apply: ${listed(why)}`,
      fix: 'write computable ARNs and names as texts instead of references, so that the plan holds the value',
      about: [about],
      ...place,
    },
  ];
}
