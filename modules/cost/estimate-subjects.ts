import { exactly, sum } from './amount';
import type { CostLine, Estimate } from './estimate';
import { defaultBucketKeyModel, type BucketKeyModel } from './kms-requests';
import { linesOf } from './lines';
import type { PriceBook } from './price-book';
import type { CostSubject } from './subject';

/** What an estimate takes for granted. */
export interface EstimateOptions {
  /** @default anything from never asked again to asked again each minute */
  readonly model?: BucketKeyModel;
  /** Copies of management events in CloudTrail beyond the first. @default none */
  readonly furtherTrails?: number;
  /** Whether CloudTrail records the requests for objects, too. @default false */
  readonly dataEvents?: boolean;
  /**
   * Whether the free KMS requests of each account are taken off. They are one account's, whatever else it does with KMS, so
   * they are no tenant's. @default false
   */
  readonly freeTier?: boolean;
}

/** What tenants cost in a month, line by line. What nobody declared is unknown, and so is every sum that it is part of. */
export function estimate(subjects: readonly CostSubject[], book: PriceBook, options: EstimateOptions = {}): Estimate {
  const { model = defaultBucketKeyModel, furtherTrails = 0, dataEvents = false, freeTier = false } = options;
  const found = subjects.map((subject) => ({
    subject,
    lines: linesOf(subject, { book, model, furtherTrails, dataEvents }),
  }));
  const lines = [...found.flatMap((one) => one.lines), ...(freeTier ? freeLines(found, book) : [])];
  const { currency, source, date } = book;
  return { currency, prices: { source, date }, lines, total: sum(lines.map((one) => one.perMonth)) };
}

interface SubjectLines {
  readonly subject: CostSubject;
  readonly lines: readonly CostLine[];
}

/** What each account saves for sure, however few requests Bucket Keys leave and wherever they are made. */
function freeLines(found: readonly SubjectLines[], book: PriceBook): readonly CostLine[] {
  const accounts = new Set(found.map((one) => one.subject.accountId));
  return [...accounts].flatMap((accountId): readonly CostLine[] => {
    const paid = found
      .filter((one) => one.subject.accountId === accountId)
      .flatMap(({ lines }) => lines.flatMap(surelyPaid));
    const requests = paid.reduce((total, one) => total + one.requests, 0);
    const free = Math.min(book.freeKmsRequestsPerAccount ?? 0, requests);
    if (free === 0) return [];
    const saved = exactly(-free * Math.min(...paid.map((one) => one.price / one.requests)));
    const tenant = accountId === undefined ? 'account' : `account ${accountId}`;
    const words = { item: 'kms-requests', name: 'KMS free tier, at least', unit: 'free requests' } as const;
    return [{ tenant, ...words, quantity: exactly(free), perMonth: saved }];
  });
}

function surelyPaid({
  item,
  quantity,
  perMonth,
}: CostLine): readonly { readonly requests: number; readonly price: number }[] {
  if (item !== 'kms-requests' || quantity.kind === 'unknown' || perMonth.kind === 'unknown' || perMonth.low === 0)
    return [];
  return [{ requests: quantity.low, price: perMonth.low }];
}
