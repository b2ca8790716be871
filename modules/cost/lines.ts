import type { Fact, Workload } from '../core';
import { between, exactly, hull, nothing, times, unknownAmount } from './amount';
import type { Amount, CostLine } from './estimate';
import { kmsRequests, type BucketKeyModel } from './kms-requests';
import { priceOf, type PriceBook, type PriceName } from './price-book';
import type { CostKey, CostSubject } from './subject';

/** What the lines of a subject rest on beside its own. */
export interface LineTerms {
  readonly book: PriceBook;
  readonly model: BucketKeyModel;
  /** Copies of management events in CloudTrail beyond the first, which is free. */
  readonly furtherTrails: number;
  /** Whether CloudTrail records the requests for objects, too. */
  readonly dataEvents: boolean;
}

/** Everything that a tenant pays for in a month, in the order of items. */
export function linesOf(subject: CostSubject, terms: LineTerms): readonly CostLine[] {
  return [
    ...keyLines(subject, 'platform', terms),
    ...keyLines(subject, 'tenant', terms),
    ...kmsLines(subject, terms),
    ...objectLines(subject, terms),
  ];
}

type LineWords = Pick<CostLine, 'item' | 'name' | 'unit'>;

function pricedLine(
  { tenant, region }: CostSubject,
  { book }: LineTerms,
  words: LineWords,
  quantity: Amount,
  price: PriceName,
): CostLine {
  return { tenant, ...words, quantity, perMonth: priceOf(price, quantity, book, region) };
}

const keyWords: {
  readonly [owner in CostKey['owner']]: { readonly keys: LineWords; readonly rotations: LineWords };
} = {
  platform: {
    keys: { item: 'kms-key', name: 'KMS keys', unit: 'keys' },
    rotations: { item: 'kms-rotation', name: 'KMS rotations', unit: 'rotations' },
  },
  tenant: {
    keys: { item: 'kms-key', name: 'KMS keys, paid by the tenant', unit: 'keys of the tenant' },
    rotations: {
      item: 'kms-rotation',
      name: 'KMS rotations, paid by the tenant',
      unit: 'rotations of the tenant',
    },
  },
};

function keyLines(subject: CostSubject, owner: CostKey['owner'], terms: LineTerms): readonly CostLine[] {
  const keys = subject.keys.filter((one) => one.owner === owner);
  if (keys.length === 0) return [];
  const words = keyWords[owner];
  const lines = [
    pricedLine(subject, terms, words.keys, exactly(keys.length), 'kmsKeys'),
    pricedLine(subject, terms, words.rotations, paidRotations(keys), 'kmsRotations'),
  ];
  return owner === 'platform' ? lines : lines.map((one) => ({ ...one, perMonth: nothing }));
}

/** How often a key has been rotated when that stops to cost more. @see https://aws.amazon.com/kms/pricing/ */
const mostPaidRotations = 2;

/** A new key has not been rotated, and that a key rotates does not say how often it did. */
function paidRotations(keys: readonly CostKey[]): Amount {
  const rotating = keys.filter(({ rotationEnabled }) => !rotationEnabled.known || rotationEnabled.value);
  return between(0, mostPaidRotations * rotating.length);
}

function kmsLines(subject: CostSubject, terms: LineTerms): readonly CostLine[] {
  const { bucketKey } = subject;
  if (bucketKey === 'noKms') return [];
  const requests = ofWorkload(subject, (workload) => kmsRequests(workload, bucketKey, terms.model));
  const line = pricedLine(subject, terms, requestWords(bucketKey), requests, 'kmsRequests');
  const ofTenant = subject.keys.some((one) => one.owner === 'tenant');
  return [ofTenant ? paidByEither(line) : line, ...trailLines(subject, terms, requests)];
}

/** KMS requests are management events, of which CloudTrail's first copy is free. @see https://aws.amazon.com/cloudtrail/pricing/ */
function trailLines(subject: CostSubject, terms: LineTerms, requests: Amount): readonly CostLine[] {
  if (terms.furtherTrails === 0) return [];
  const words: LineWords = { item: 'cloudtrail-events', name: 'CloudTrail copies of KMS events', unit: 'events' };
  return [pricedLine(subject, terms, words, times(requests, terms.furtherTrails), 'cloudTrailManagementEvents')];
}

function requestWords(bucketKey: Fact<boolean>): LineWords {
  const state = bucketKey.known ? (bucketKey.value ? ' with' : ' without') : ', perhaps with';
  return { item: 'kms-requests', name: `KMS requests${state} Bucket Keys`, unit: 'requests' };
}

/** Which account pays for a request under another account's key, AWS does not say. */
function paidByEither(line: CostLine): CostLine {
  return { ...line, name: `${line.name}, paid here or by the tenant`, perMonth: hull(nothing, line.perMonth) };
}

function objectLines(subject: CostSubject, terms: LineTerms): readonly CostLine[] {
  const quantity = (of: (workload: Workload) => number) => ofWorkload(subject, (workload) => exactly(of(workload)));
  const line = (words: LineWords, of: (workload: Workload) => number, price: PriceName) =>
    pricedLine(subject, terms, words, quantity(of), price);
  const events: LineWords = { item: 'cloudtrail-events', name: 'CloudTrail data events', unit: 'data events' };
  return [
    ...(terms.dataEvents
      ? [line(events, (one) => one.readsPerMonth + one.writesPerMonth, 'cloudTrailDataEvents')]
      : []),
    line({ item: 's3-requests', name: 'S3 writes', unit: 'writes' }, (one) => one.writesPerMonth, 's3PutRequests'),
    line({ item: 's3-requests', name: 'S3 reads', unit: 'reads' }, (one) => one.readsPerMonth, 's3GetRequests'),
    line({ item: 's3-storage', name: 'S3 Standard storage', unit: 'GB-months' }, storedGigabytes, 's3Storage'),
  ];
}

function storedGigabytes(workload: Workload): number {
  return workload.storedGigabytes;
}

function ofWorkload({ tenant, workload }: CostSubject, quantity: (workload: Workload) => Amount): Amount {
  return workload === undefined ? unknownAmount(`${tenant} declares no workload`) : quantity(workload);
}
