import { isJsonObject, readJsonObject } from '../json';
import type { S3Error } from './error';
import type { SizeRange } from '../http/multipart';

/** What a form's policy is held against. */
export interface PolicySubject {
  readonly bucket: string;
  /** By name in lower case, with what they stand for put in. */
  readonly fields: ReadonlyMap<string, string>;
  readonly now: Date;
}

type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string; readonly text: string }
  | { readonly kind: 'range'; readonly range: SizeRange };

const noLimit: SizeRange = { leastBytes: 0, mostBytes: Number.POSITIVE_INFINITY };

/** Fields of which a policy need not speak. */
const unnamed = new Set(['x-amz-signature', 'signature', 'awsaccesskeyid', 'policy', 'file']);

/** Checks a form against its policy, and finds how long its file may be. @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html */
export function checkPostPolicy(encoded: string, subject: PolicySubject): SizeRange | S3Error {
  const policy = readJsonObject(Buffer.from(encoded, 'base64').toString('utf8'));
  if (!policy) return invalid('Invalid JSON.');
  const { expiration, conditions } = policy;
  const endsAt = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN;
  if (Number.isNaN(endsAt)) return invalid('Policy missing expiration.');
  if (!Array.isArray(conditions)) return invalid('Policy missing conditions.');
  if (endsAt <= subject.now.getTime()) return against('Policy expired.');
  const read = conditions.flatMap((one: unknown) => readCondition(one));
  const unread = read.find((one) => one === 'unread');
  if (unread) return invalid('Invalid Condition.');
  const known = read.filter((one) => one !== 'unread');
  return failed(known, subject) ?? uncovered(known, subject) ?? rangeOf(known);
}

function readCondition(value: unknown): readonly (Condition | 'unread')[] {
  if (isJsonObject(value)) {
    return Object.entries(value).map(([field, wanted]) =>
      typeof wanted === 'string' ? comparison('eq', field, wanted) : 'unread',
    );
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const [kind, first, second] = list;
  const word = typeof kind === 'string' ? kind.toLowerCase() : '';
  if (word === 'content-length-range') return [readRange(Number(first), Number(second))];
  if ((word !== 'eq' && word !== 'starts-with') || typeof first !== 'string' || typeof second !== 'string')
    return ['unread'];
  return [first.startsWith('$') ? comparison(word, first.slice(1), second) : 'unread'];
}

function comparison(kind: 'eq' | 'starts-with', field: string, value: string): Condition {
  return { kind, field: field.toLowerCase(), value, text: JSON.stringify([kind, `$${field}`, value]) };
}

function readRange(leastBytes: number, mostBytes: number): Condition | 'unread' {
  return Number.isInteger(leastBytes) && Number.isInteger(mostBytes)
    ? { kind: 'range', range: { leastBytes, mostBytes } }
    : 'unread';
}

function failed(conditions: readonly Condition[], { bucket, fields }: PolicySubject): S3Error | undefined {
  for (const one of conditions) {
    if (one.kind === 'range') continue;
    const value = one.field === 'bucket' ? bucket : (fields.get(one.field) ?? '');
    const holds = one.kind === 'eq' ? value === one.value : value.startsWith(one.value);
    if (!holds) return against(`Policy Condition failed: ${one.text}`);
  }
  return undefined;
}

/** Every field has to be spoken of. */
function uncovered(conditions: readonly Condition[], { fields }: PolicySubject): S3Error | undefined {
  const named = new Set(conditions.map((one) => (one.kind === 'range' ? '' : one.field)));
  const extra = [...fields.keys()].filter(
    (name) => !named.has(name) && !unnamed.has(name) && !name.startsWith('x-ignore-'),
  );
  return extra.length === 0 ? undefined : against(`Extra input fields: ${extra.join(', ')}`);
}

function rangeOf(conditions: readonly Condition[]): SizeRange {
  const ranges = conditions.flatMap((one) => (one.kind === 'range' ? [one.range] : []));
  return ranges.reduce(
    (all, one) => ({
      leastBytes: Math.max(all.leastBytes, one.leastBytes),
      mostBytes: Math.min(all.mostBytes, one.mostBytes),
    }),
    noLimit,
  );
}

function against(why: string): S3Error {
  return { status: 403, code: 'AccessDenied', message: `Invalid according to Policy: ${why}` };
}

function invalid(why: string): S3Error {
  return { status: 400, code: 'InvalidPolicyDocument', message: `Invalid Policy: ${why}` };
}
