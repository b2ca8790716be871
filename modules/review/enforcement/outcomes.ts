import {
  describeKey,
  describeRole,
  describeWorld,
  formatArn,
  known,
  type Account,
  type Bucket,
  type KmsKey,
  type NamedDocument,
} from '../../core';
import {
  compile,
  decideBucketRequest,
  decideObjectRequest,
  defaultObjectSettings,
  type CompiledWorld,
  type ConditionSettings,
  type ObjectDecision,
  type ObjectRequest,
} from '../../evaluation';
import { statementsOf, texts } from '../policy-text';
import { defaultKey } from '../vended';
import { encryptionChange, writeProbes, type ProbeKeys, type WriteProbe } from './writes';

/** A bucket as its policy has to guard it. */
export interface Guarded {
  readonly bucket: Bucket;
  readonly account: Account | undefined;
  /** Where objects lie, with the keys that may lock them; the first is the place's own. */
  readonly places: readonly { readonly prefix: string; readonly keyArns: readonly string[] }[];
  /** Keys that are described; of others only the ARN counts. */
  readonly keys: readonly KmsKey[];
  /** Who writes there, by ARN. */
  readonly writers: readonly string[];
}

export type Reading = ConditionSettings['reading'];
const readings: readonly Reading[] = ['effective', 'headerOnly'];

/** What a policy says to one probe under one reading of the key-id condition key. */
export interface Outcome {
  readonly probe: string;
  readonly words: string;
  readonly reading: Reading;
  /** Part of the bucket; empty is the whole of it. */
  readonly prefix: string;
  readonly answer: 'denied' | 'passes' | 'unknown';
}

export interface Outcomes {
  /** Writes that are to be refused. */
  readonly writes: readonly Outcome[];
  /** Writes that leave the encryption to a default under the bucket's own key, as most clients do. */
  readonly ordinary: readonly Outcome[];
  readonly plainHttp: Outcome['answer'];
}

/**
 * Puts every write of the table to a bucket, as somebody whom nothing but its policy refuses; nothing is told of a
 * place where nobody may write at all.
 */
export function outcomesOf(guarded: Guarded): Outcomes {
  const { bucket, writers } = guarded;
  const anybody = roleIn(bucket);
  const names = [anybody, ...writers];
  const world = compile(worldOf(guarded, names));
  const open = guarded.places.flatMap((place) => {
    const writer = names.find((name) => writesAt(world, bucket, name, place));
    return writer === undefined ? [] : [{ place, writer }];
  });
  const probesOf = (probes: (place: Place) => readonly WriteProbe[]) =>
    open.flatMap(({ place, writer }) => probesAt(world, bucket, writer, place, probes(place)));
  const writes = probesOf((place) => writeProbes.filter((probe) => harms(probe, bucket, place)));
  return {
    writes:
      open.length === 0 ? [] : [...writes, ...outside(world, guarded, anybody), ...changes(world, bucket, anybody)],
    ordinary: probesOf((place) => writeProbes.filter((probe) => !harms(probe, bucket, place))),
    plainHttp: plainHttp(world, bucket, names),
  };
}

function changes(world: CompiledWorld, { name: bucket }: Bucket, anybody: string): readonly Outcome[] {
  const context = overTls.values;
  const asked = decideBucketRequest(world, anybody, { action: 's3:PutEncryptionConfiguration', bucket, context });
  return whateverReading({ probe: encryptionChange.name, words: encryptionChange.words, answer: answerOf([asked]) });
}

/** In a shared bucket nothing is written where no tenant's key is asked for. */
function outside(world: CompiledWorld, { bucket, places }: Guarded, anybody: string): readonly Outcome[] {
  if (places.every(({ prefix }) => prefix === '')) return [];
  const keyArns = places.flatMap((place) => place.keyArns);
  const prefixes = ['outside-of-every-prefix/', ...sparedPrefixes(bucket, places)];
  const passes = prefixes.some((prefix) => writesAt(world, bucket, anybody, { prefix, keyArns }));
  return whateverReading({
    probe: 'outside',
    words: 'outside the prefixes of tenants',
    answer: passes ? 'passes' : 'denied',
  });
}

/** Places that a fence leaves out, and that are no tenant's. */
function sparedPrefixes({ policy }: Bucket, places: Guarded['places']): readonly string[] {
  const spared = statementsOf(policy).flatMap((statement) => texts(statement['NotResource']));
  const prefixes = spared.flatMap((arn) => /:::[^/]+\/([^*?]+)/.exec(arn)?.[1] ?? []);
  return prefixes.filter((one) => !places.some(({ prefix }) => one.startsWith(prefix) || prefix.startsWith(one)));
}

function whateverReading(outcome: Pick<Outcome, 'probe' | 'words' | 'answer'>): readonly Outcome[] {
  return readings.map((reading) => ({ ...outcome, reading, prefix: '' }));
}

function roleIn({ partition, accountId }: Bucket): string {
  return formatArn({ partition, service: 'iam', region: '', accountId, resource: 'role/anyone-else' });
}

const everything: NamedDocument = {
  name: 'everything',
  document: known({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

/** Nothing but the bucket, its keys, and callers who may do everything else. */
function worldOf({ bucket, account, keys, places }: Guarded, names: readonly string[]) {
  const arns = [...places.flatMap(({ keyArns }) => keyArns), defaultKey(bucket) ?? ''].filter((arn) =>
    arn.includes(':key/'),
  );
  return describeWorld({
    complete: true,
    accounts: account ? [account] : [],
    buckets: [bucket],
    keys: [...arns.map((arn) => describeKey({ arn })), ...keys],
    principals: names.map((arn) => describeRole({ arn, identityPolicies: known([everything]) })),
  });
}

/** What an ordinary signed request over TLS tells of itself. @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html */
const overTls = {
  values: {
    'aws:SecureTransport': 'true',
    's3:TlsVersion': '1.3',
    's3:authType': 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
  },
  unknown: [],
};
const byForm = { values: { ...overTls.values, 's3:authType': 'POST' }, unknown: [] };
const overHttp = { 'aws:SecureTransport': 'false', 's3:authType': 'REST-HEADER' };

type Place = Guarded['places'][number];

function writesAt(world: CompiledWorld, bucket: Bucket, principal: string, { prefix, keyArns }: Place): boolean {
  const [own] = keyArns;
  const headers = own === undefined ? [] : [{ algorithm: 'aws:kms', keyId: own }];
  return [...headers, {}].some(
    (one) =>
      s3Answer(decide(world, bucket, principal, { key: `${prefix}object`, headers: one }, 'effective')) !== 'denied',
  );
}

function probesAt(
  world: CompiledWorld,
  bucket: Bucket,
  principal: string,
  place: Place,
  probes: readonly WriteProbe[],
): readonly Outcome[] {
  const keys = keysFor(bucket, place);
  return probes.flatMap((probe) =>
    readings.map((reading): Outcome => {
      const request = {
        key: `${place.prefix}object`,
        headers: probe.headers(keys),
        ...(probe.form && { context: byForm }),
      };
      const decision = decide(world, bucket, principal, request, reading);
      const answer = probe.bare ? wholeAnswer(decision) : s3Answer(decision);
      return { probe: probe.name, words: probe.words, reading, prefix: place.prefix, answer };
    }),
  );
}

/** A write without headers is right where default encryption is one of the place's own keys. */
function harms({ bare }: WriteProbe, bucket: Bucket, { keyArns }: Place): boolean {
  return bare !== true || !keyArns.includes(defaultKey(bucket) ?? '');
}

function keysFor({ partition, region, accountId }: Bucket, { keyArns: [own] }: Place): ProbeKeys {
  const other = formatArn({
    partition,
    service: 'kms',
    region,
    accountId,
    resource: `key/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}`,
  });
  return { own: own ?? other, other };
}

function decide(
  world: CompiledWorld,
  { name }: Bucket,
  principal: string,
  request: Pick<ObjectRequest, 'key' | 'headers' | 'context'>,
  reading: Reading,
): ObjectDecision {
  return decideObjectRequest(
    world,
    { operation: 'PutObject', principal, bucket: name, context: overTls, ...request },
    { ...defaultObjectSettings, reading },
  );
}

/** What S3's own policies say, whatever KMS says after them. */
function s3Answer({ legs, refusal }: ObjectDecision): Outcome['answer'] {
  if (refusal?.outcome === 'explicitDeny') return 'denied';
  return answerOf(legs.filter(({ call }) => call === undefined));
}

function wholeAnswer({ outcome }: ObjectDecision): Outcome['answer'] {
  return outcome === 'explicitDeny' ? 'denied' : outcome === 'unknown' ? 'unknown' : 'passes';
}

function answerOf(legs: readonly { readonly verdict: string; readonly action: string }[]): Outcome['answer'] {
  const verdicts = legs.filter(({ action }) => !action.startsWith('kms:')).map(({ verdict }) => verdict);
  if (verdicts.includes('explicitDeny')) return 'denied';
  return verdicts.includes('unknown') ? 'unknown' : 'passes';
}

/** Whether requests without TLS are refused, of objects and of the bucket. */
function plainHttp(world: CompiledWorld, bucket: Bucket, names: readonly string[]): Outcome['answer'] {
  const answers = names.slice(0, 1).flatMap((name) => {
    const read = decideObjectRequest(world, {
      operation: 'GetObject',
      principal: name,
      bucket: bucket.name,
      key: 'object',
      stored: { kind: 'AES256' },
      context: { values: overHttp, unknown: [] },
    });
    const list = decideBucketRequest(world, name, { action: 's3:ListBucket', bucket: bucket.name, context: overHttp });
    return [answerOf(read.legs), answerOf([list])];
  });
  if (answers.includes('passes')) return 'passes';
  return answers.includes('unknown') ? 'unknown' : 'denied';
}
