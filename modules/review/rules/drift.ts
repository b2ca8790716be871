import type { Fact, KmsKey } from '../../core';
import { sameValue } from '../../evaluation';
import type { ResourceChange, Subject } from '../../plan';
import { placed, type Draft } from '../draft';
import { Enforcement } from '../enforcement/guarded';
import { lossesBetween } from '../retention/losses';
import type { FindingSeverity, Topic } from '../review';
import { valueOf, type Reviewed } from '../reviewed';
import { keyName, listed, ofTenant, principalName } from '../words';
import { defaultKey } from '../vended';
import { bucketKeyOf } from './encryption';
import { driftOfHolders } from './drifted-holders';
import { howWords, narrowedBetween, openedBetween, openWords, tlsSeverity } from './enforcement';
import { keyPolicyWays } from './key-denials';
import { settingsTurnedOff } from './public-access';
import { leaksOf, leakWords } from './replication';
import { tenantOfHolder } from './trust';

/** What somebody changed outside terraform, one line for each resource. */
export function drift(reviewed: Reviewed): readonly Draft[] {
  return reviewed.drift.flatMap((change) => {
    const found = change.kind === 'delete' ? deleted(change) : driftOf(reviewed, change);
    return found ? [draftOf(reviewed, change, found)] : [];
  });
}

interface Drifted {
  readonly topic: Topic;
  readonly severity: FindingSeverity;
  readonly what: string;
}

function draftOf(reviewed: Reviewed, change: ResourceChange, { topic, severity, what }: Drifted): Draft {
  const { address, changed, subject, kind } = change;
  const tenant = tenantOf(reviewed, subject);
  const isPutBack = reviewed.changes.some((one) => one.address === address);
  const arguments_ = changed.length > 0 ? ` (${listed(changed)})` : '';
  const how = kind === 'delete' ? 'deleted' : `changed${arguments_}`;
  return {
    topic,
    severity,
    message: `${ofTenant(thingOf(change), tenant)} was ${how} outside terraform: ${what}`,
    fix: isPutBack
      ? 'apply to put it back, or write the change into the code; and find out who made it'
      : 'the plan leaves it as it is: put it back, or write the change into the code; and find out who made it',
    ...(!ofData.has(topic) && { outside: true }),
    about: subject ? [`${subject.kind}:${subject.id}`] : [],
    ...placed(tenant, address),
  };
}

/** They are the cause of nobody's access. */
const ofData: ReadonlySet<Topic> = new Set(['retention-weakened', 'replication-outside'] as const);

function tenantOf(reviewed: Reviewed, subject: Subject | undefined): string | undefined {
  const { vended } = reviewed;
  if (subject?.kind === 'bucket') return vended.ofBucket(subject.id);
  if (subject?.kind === 'principal') return tenantOfHolder(reviewed, subject.id);
  return subject?.kind === 'key' ? vended.ofKey(subject.id) : undefined;
}

function thingOf({ subject, address }: ResourceChange): string {
  if (!subject) return address;
  if (subject.kind === 'principal') return principalName(subject.id);
  return subject.kind === 'key' ? keyName(subject.id) : `${subject.kind} ${subject.id}`;
}

const deletions: { readonly [type: string]: Drifted } = {
  aws_s3_bucket: {
    topic: 'bucket-deleted',
    severity: 'critical',
    what: 'its objects are gone, and the plan makes an empty one',
  },
  aws_s3_bucket_policy: { topic: 'enforcement-removed', severity: 'high', what: 'no policy guards the bucket now' },
  aws_s3_bucket_server_side_encryption_configuration: {
    topic: 'encryption-weakened',
    severity: 'high',
    what: 'new objects lie under S3’s own key now',
  },
  aws_s3_bucket_public_access_block: {
    topic: 'public-access',
    severity: 'high',
    what: 'nothing guards the bucket against public access now',
  },
  aws_kms_key: {
    topic: 'key-deleted',
    severity: 'critical',
    what: 'what lies under it is unreadable until the deletion is cancelled',
  },
  aws_kms_grant: { topic: 'grant-removed', severity: 'medium', what: 'its grantee has no access now' },
};

function deleted({ type }: ResourceChange): Drifted | undefined {
  return deletions[type];
}

type Judge = (reviewed: Reviewed, change: ResourceChange) => Drifted | undefined;

/** What became of a thing, by the type of resource that says it; of all others only holders of policies matter. */
const judges: ReadonlyMap<string, Judge> = new Map([
  ['aws_s3_bucket', inlineDrift],
  ['aws_s3_bucket_server_side_encryption_configuration', encryptionDrift],
  ['aws_s3_bucket_policy', policyDrift],
  ['aws_s3_bucket_public_access_block', publicAccessDrift],
  ['aws_s3_bucket_lifecycle_configuration', retentionDrift],
  ['aws_s3_bucket_versioning', retentionDrift],
  ['aws_s3_bucket_object_lock_configuration', retentionDrift],
  ['aws_s3_bucket_replication_configuration', replicationDrift],
  ['aws_kms_key', keyDrift],
  ['aws_kms_key_policy', () => ({ ...edited, what: 'its policy is another one now' })],
]);

function driftOf(reviewed: Reviewed, change: ResourceChange): Drifted | undefined {
  return (judges.get(change.type) ?? holderDrift)(reviewed, change);
}

function holderDrift(reviewed: Reviewed, change: ResourceChange): Drifted | undefined {
  const what = driftOfHolders(reviewed, change);
  return what === undefined ? undefined : { ...edited, what };
}

/** What the bucket has lost against what the state remembered. */
function retentionDrift({ before, remembered, today }: Reviewed, { subject }: ResourceChange): Drifted | undefined {
  const [now, old] = [before, remembered].map(({ buckets }) => buckets.get(subject?.id ?? ''));
  if (!now || !old) return undefined;
  const [loss, ...more] = lossesBetween(old, now, { today, mayHoldData: () => true });
  return (
    loss && {
      topic: 'retention-weakened',
      severity: loss.severity,
      what: listed([loss, ...more].map((one) => one.what)),
    }
  );
}

function replicationDrift(reviewed: Reviewed, { subject }: ResourceChange): Drifted | undefined {
  const id = subject?.id ?? '';
  const [is, was] = [leaksOf(reviewed, reviewed.before, id), leaksOf(reviewed, reviewed.remembered, id)];
  const leaks = is.filter((one) => !was.some((other) => sameValue(one, other)));
  const severity = leaks.some((one) => one.severity === 'high') ? 'high' : 'medium';
  return leaks.length === 0 ? undefined : { topic: 'replication-outside', severity, what: leakWords(leaks) };
}

const edited: Pick<Drifted, 'topic' | 'severity'> = { topic: 'access-gained', severity: 'medium' };

/** Before version 4 of the provider the bucket said it itself. */
function inlineDrift(reviewed: Reviewed, change: ResourceChange): Drifted | undefined {
  const { changed } = change;
  return (
    (changed.includes('server_side_encryption_configuration') ? encryptionDrift(reviewed, change) : undefined) ??
    (changed.includes('policy') ? policyDrift(reviewed, change) : undefined)
  );
}

/** What the world says now is what somebody made of what the state remembered. */
function encryptionDrift({ before, remembered }: Reviewed, { subject }: ResourceChange): Drifted | undefined {
  const [now, old] = [before, remembered].map(({ world }) => world.buckets.get(subject?.id ?? ''));
  if (bucketKeyOf(now) === false && bucketKeyOf(old) !== false)
    return {
      topic: 'bucket-key-disabled',
      severity: 'medium',
      what: 'its Bucket Key is off now, so S3 calls KMS for every object',
    };
  if (!now || sameValue(now.encryption, old?.encryption)) return undefined;
  const what = `new objects lie under ${defaultKey(now) ?? 'a key of AWS'} now`;
  return { topic: 'encryption-weakened', severity: 'high', what };
}

function policyDrift(reviewed: Reviewed, { subject }: ResourceChange): Drifted | undefined {
  const { before, remembered } = reviewed;
  const [now, old] = [before, remembered].map(({ world }) => world.buckets.get(subject?.id ?? ''));
  if (!now || !old || sameValue(now.policy, old.policy)) return undefined;
  const judge = new Enforcement();
  const [is, was] = [judge.of(now, before), judge.of(old, remembered)];
  const open = openedBetween(was, is);
  if (open.length > 0) return { topic: 'enforcement-weakened', severity: 'high', what: `${openWords(open)} pass now` };
  const narrowed = narrowedBetween(reviewed, now.name, old.policy, now.policy);
  const ofWrites = narrowed.filter(({ aboutTls }) => !aboutTls);
  if (ofWrites.length > 0)
    return { topic: 'enforcement-weakened', severity: 'high', what: `it refuses less now: ${howWords(ofWrites)}` };
  if (is.plainHttp === 'passes' && was.plainHttp === 'denied')
    return { topic: 'tls-not-required', severity: tlsSeverity(now), what: 'it answers requests without TLS now' };
  if (narrowed.length > 0)
    return {
      topic: 'tls-not-required',
      severity: tlsSeverity(now),
      what: `it requires less TLS now: ${howWords(narrowed)}`,
    };
  return { ...edited, what: 'its policy is another one now' };
}

function publicAccessDrift({ before, remembered }: Reviewed, { subject }: ResourceChange): Drifted | undefined {
  const id = subject?.id ?? '';
  const [now, old] = [before, remembered].map(({ buckets }) => buckets.get(id)?.publicAccess);
  if (settingsTurnedOff(old, now).length === 0) return undefined;
  return { topic: 'public-access', severity: 'high', what: 'it is guarded less against public access now' };
}

function keyDrift(reviewed: Reviewed, { subject }: ResourceChange): Drifted | undefined {
  const { before, remembered } = reviewed;
  const id = subject?.id ?? '';
  const [now, old] = [before, remembered].map(({ world }) => world.keys.get(id));
  if (isOff(now) && !isOff(old)) return { topic: 'key-disabled', severity: 'high', what: 'nobody can use it now' };
  const [rotates, did] = [before, remembered].map(({ keys }) => valueOf(keys.get(id)?.rotationEnabled));
  if (rotates === false && did === true)
    return { topic: 'rotation-disabled', severity: 'medium', what: 'it is not rotated now' };
  return keyPolicyDrift(old?.policy, now?.policy);
}

function keyPolicyDrift(planned: Fact<unknown> | undefined, now: Fact<unknown> | undefined): Drifted | undefined {
  if (sameValue(now, planned)) return undefined;
  const ways = keyPolicyWays(planned, now);
  if (ways.length > 0) return { ...edited, severity: 'high', what: `its policy refuses less now: ${listed(ways)}` };
  return { ...edited, what: 'its policy is another one now' };
}

function isOff(key: KmsKey | undefined): boolean {
  return valueOf(key?.state) === 'Disabled';
}
