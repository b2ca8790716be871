import { bucketArn, type Bucket, type Fact } from '../../core';
import { sameValue } from '../../evaluation';
import { placed, type Draft } from '../draft';
import { Enforcement } from '../enforcement/guarded';
import type { Outcome, Outcomes } from '../enforcement/outcomes';
import { narrowedDenials, type Narrowed } from '../enforcement/narrowed';
import { encryptionChange } from '../enforcement/writes';
import { statementsOf } from '../policy-text';
import type { FindingSeverity } from '../review';
import type { BucketPair, Reviewed } from '../reviewed';
import { defaultKey } from '../vended';
import { listed, ofTenant } from '../words';

/** Writes and requests that a bucket refused and answers now; of new buckets what it should refuse. */
export function enforcement(reviewed: Reviewed): readonly Draft[] {
  const judge = new Enforcement();
  return reviewed.buckets.flatMap((pair) => {
    const { before, after } = pair;
    if (!after || !after.policy.known || (before && !before.policy.known)) return [];
    if (!before)
      return reviewed.vended.tenantsIn(pair.id).length === 0
        ? []
        : ofNew(reviewed, pair, judge.of(after, reviewed.after));
    if (isSame(pair)) return [];
    return compared(reviewed, pair, judge.of(before, reviewed.before), judge.of(after, reviewed.after));
  });
}

/** Whether nothing differs that decides over writes. */
function isSame({ before, after }: BucketPair): boolean {
  return (
    sameValue(before?.policy, after?.policy) &&
    sameValue(before?.encryption, after?.encryption) &&
    sameValue(before?.blockedEncryptionTypes, after?.blockedEncryptionTypes)
  );
}

function compared(reviewed: Reviewed, pair: BucketPair, was: Outcomes, is: Outcomes): readonly Draft[] {
  const opened = openedBetween(was, is);
  const nothingLeft = !is.writes.some(({ answer }) => answer === 'denied');
  const narrowed = narrowedBetween(reviewed, pair.id, pair.before?.policy, pair.after?.policy);
  const ofWrites = narrowed.filter(({ aboutTls }) => !aboutTls);
  const ofTls = narrowed.filter(({ aboutTls }) => aboutTls);
  const isHttpOpened = was.plainHttp === 'denied' && is.plainHttp === 'passes';
  return [
    ...(opened.length > 0 ? [openedDraft(reviewed, pair, opened, nothingLeft)] : []),
    ...(opened.length === 0 && ofWrites.length > 0 ? [narrowedDraft(reviewed, pair, ofWrites)] : []),
    ...lockedOut(reviewed, pair, was, is),
    ...(isHttpOpened ? [plainHttpDraft(reviewed, pair, 'no longer requires TLS')] : []),
    ...(!isHttpOpened && ofTls.length > 0
      ? [plainHttpDraft(reviewed, pair, `no longer requires TLS of everybody for everything: ${howWords(ofTls)}`)]
      : []),
  ];
}

/** What one policy of a bucket refuses less than another. */
export function narrowedBetween(
  { after, vended }: Reviewed,
  bucket: string,
  was: Fact<unknown> | undefined,
  is: Fact<unknown> | undefined,
): readonly Narrowed[] {
  const isOwn = (arn: string, places: readonly string[]) => {
    const owner = vended.tenantsIn(bucket).find(({ keyArn }) => keyArn.known && keyArn.value === arn);
    if (owner) return places.some((place) => place.includes(`/${owner.prefix ?? ''}`));
    return vended.ofKey(arn) === undefined ? after.world.keys.has(arn) : vended.bucketsUnder(arn).some(isThis);
  };
  const isThis = ({ name }: { readonly name: string }) => name === bucket;
  return narrowedDenials(statementsOf(was), statementsOf(is), isOwn);
}

export function howWords(narrowed: readonly Narrowed[]): string {
  return listed(narrowed.map(({ statement, how }) => `${statement} ${how}`));
}

function narrowedDraft(reviewed: Reviewed, pair: BucketPair, narrowed: readonly Narrowed[]): Draft {
  const tenant = reviewed.vended.ofBucket(pair.id);
  return {
    topic: 'enforcement-weakened',
    severity: 'high',
    message: `the policy of ${ofTenant(`bucket ${pair.id}`, tenant)} refuses less than before: ${howWords(narrowed)}`,
    fix: 'give the statement back what it said, or say in the pull request who is spared and why',
    about: [`bucket:${pair.id}`],
    ...placed(tenant, policyAddress(pair)),
  };
}

/** Clients that leave the encryption to the bucket and are refused now, though the default is what it was. */
function lockedOut(reviewed: Reviewed, pair: BucketPair, was: Outcomes, is: Outcomes): readonly Draft[] {
  if (!sameValue(pair.before?.encryption, pair.after?.encryption)) return [];
  const passed = was.ordinary.filter(({ answer }) => answer === 'passes');
  const refused = is.ordinary.filter((now) => now.answer === 'denied' && passed.some((old) => isOfOneProbe(old, now)));
  if (refused.length === 0) return [];
  const isDisputed = refused.every(({ reading }) => reading === 'headerOnly');
  return [
    {
      topic: 'access-lost',
      severity: isDisputed ? 'medium' : 'high',
      message: `${ofTenant(`bucket ${pair.id}`, reviewed.vended.ofBucket(pair.id))} refuses ${probeWords(refused)} now, though its default encryption is right: clients that leave the encryption to it can no longer write`,
      fix: 'deny wrong headers alone, with a Null condition beside each test, so that writes without headers pass',
      about: [`bucket:${pair.id}`],
      ...placed(reviewed.vended.ofBucket(pair.id), policyAddress(pair)),
    },
  ];
}

/** What was refused and passes now. */
export function openedBetween(was: Outcomes, is: Outcomes): readonly Outcome[] {
  const denied = was.writes.filter(({ answer }) => answer === 'denied');
  return is.writes.filter((now) => now.answer === 'passes' && denied.some((old) => isOfOneProbe(old, now)));
}

function isOfOneProbe(one: Outcome, other: Outcome): boolean {
  return one.probe === other.probe && one.reading === other.reading && one.prefix === other.prefix;
}

function openedDraft(reviewed: Reviewed, pair: BucketPair, opened: readonly Outcome[], nothingLeft: boolean): Draft {
  const whose = ofTenant(`bucket ${pair.id}`, reviewed.vended.ofBucket(pair.id));
  return {
    topic: nothingLeft ? 'enforcement-removed' : 'enforcement-weakened',
    severity: 'high',
    message: nothingLeft
      ? `${whose} refuses no wrong write any more: ${probeWords(opened)} pass now`
      : `${whose} no longer refuses ${probeWords(opened)}`,
    fix: nothingLeft
      ? 'keep the statements of the bucket policy that deny writes under another encryption or key'
      : 'give the bucket policy back the statements that denied them',
    about: [`bucket:${pair.id}`],
    ...placed(reviewed.vended.ofBucket(pair.id), policyAddress(pair)),
  };
}

/** `writes under AES256 and by an HTML form`; with the places where they are not the whole bucket. */
function probeWords(outcomes: readonly Outcome[]): string {
  const prefixes = [...new Set(outcomes.flatMap(({ prefix }) => (prefix === '' ? [] : [prefix])))];
  const where = prefixes.length === 0 ? '' : ` below ${listed(prefixes)}`;
  return `${openWords(outcomes)}${where}${readingWords(outcomes)}`;
}

/** `writes under AES256, writes by an HTML form and changes of default encryption`, short. */
export function openWords(outcomes: readonly Outcome[]): string {
  const isWrite = ({ probe }: Outcome) => probe !== encryptionChange.name;
  const writes = [...new Set(outcomes.filter(isWrite).map(({ words }) => words))];
  const changes = outcomes.every(isWrite) ? [] : [encryptionChange.words];
  const [first, ...more] = writes;
  return listed([...(first === undefined ? [] : [`writes ${first}`, ...more]), ...changes], 9);
}

/** What passes under one reading alone may not pass. */
function readingWords(outcomes: readonly Outcome[]): string {
  const [reading, ...more] = new Set(outcomes.map((one) => one.reading));
  if (more.length > 0) return '';
  const holds = reading === 'headerOnly' ? 'what the header says and nothing else' : 'the key that S3 will use';
  return ` (if the condition key of the key id holds ${holds})`;
}

function ofNew(reviewed: Reviewed, pair: BucketPair, is: Outcomes): readonly Draft[] {
  const open = is.writes.filter(({ answer }) => answer === 'passes');
  const nothing = !is.writes.some(({ answer }) => answer === 'denied');
  const tenant = reviewed.vended.ofBucket(pair.id);
  const missing: Draft = {
    topic: 'enforcement-weakened',
    severity: 'medium',
    message: `${ofTenant(`bucket ${pair.id}`, tenant)} is made ${nothing ? 'without a policy that refuses wrong writes' : 'with a policy that has gaps'}: ${probeWords(open)} pass`,
    fix: 'deny them in the bucket policy, as the enforcement of a vended bucket does',
    about: [`bucket:${pair.id}`],
    ...placed(tenant, policyAddress(pair)),
  };
  return [
    ...(open.length > 0 ? [missing] : []),
    ...(is.plainHttp === 'passes' ? [plainHttpDraft(reviewed, pair, 'is made without requiring TLS')] : []),
  ];
}

function plainHttpDraft(reviewed: Reviewed, pair: BucketPair, what: string): Draft {
  const tenant = reviewed.vended.ofBucket(pair.id);
  const arn = bucketArn(pair.after?.partition ?? 'aws', pair.id);
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  return {
    topic: 'tls-not-required',
    severity: pair.before && pair.after ? tlsSeverity(pair.after) : 'medium',
    message: `${ofTenant(`bucket ${pair.id}`, tenant)} ${what}`,
    fix: `add to the bucket policy: ${JSON.stringify(statement)}`,
    about: [`bucket:${pair.id}`],
    ...placed(tenant, policyAddress(pair)),
  };
}

/** What lies under a key S3 itself never sends without TLS; anything else then travels in clear. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
export function tlsSeverity(bucket: Bucket): FindingSeverity {
  return defaultKey(bucket) === undefined ? 'high' : 'medium';
}

function policyAddress({ detailAfter, detailBefore }: BucketPair): string | undefined {
  return detailAfter?.policyAddress ?? detailBefore?.policyAddress ?? detailAfter?.address ?? detailBefore?.address;
}
