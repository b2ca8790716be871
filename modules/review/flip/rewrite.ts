import { bucketArn, s3ContextKey, type Bucket } from '../../core';
import { isJsonObject, wildcard, type JsonObject } from '../policy-text';
import { statementIn } from '../words';
import { contextTests, type WrittenPlace } from './written-place';

/** The one change after which a statement or grant matches both what is there and what will be written. */
export function rewriteOf(place: WrittenPlace, bucket: Bucket, turnedOn: boolean): string {
  const arn = bucketArn(bucket.partition, bucket.name);
  if (place.kind === 'statement')
    return `in ${statementIn(place.policy, place.statement)} write "Condition": ${JSON.stringify(rewritten(place.json, arn, turnedOn))}`;
  return turnedOn
    ? `make the grant with constraints { encryption_context_equals = { "${s3ContextKey}" = "${arn}" } }, and keep the old one until every object is re-encrypted`
    : `leave the Bucket Key on: no grant can name the ARN of every object; or let the grantee in by the key policy with "StringLike": {"kms:EncryptionContext:${s3ContextKey}": "${arn}/*"}`;
}

/** The condition with the new context beside the old one; a wildcard that reaches past the bucket is taken back. */
function rewritten({ Condition: condition }: JsonObject, arn: string, turnedOn: boolean): unknown {
  const written = isJsonObject(condition) ? condition : {};
  const tests = contextTests({ Condition: condition });
  const key = tests[0]?.key ?? `kms:EncryptionContext:${s3ContextKey}`;
  const old = tests.flatMap(({ values }) => values);
  const others = Object.entries(written).flatMap(([operator, test]) => {
    const rest = isJsonObject(test) ? Object.fromEntries(Object.entries(test).filter(([name]) => name !== key)) : test;
    return isJsonObject(rest) && Object.keys(rest).length === 0 ? [] : [[operator, rest] as const];
  });
  const wanted = turnedOn ? [arn, ...narrowed(old, arn)] : [...narrowed(old, arn), `${arn}/*`];
  const like = others.find(([operator]) => operator === 'StringLike')?.[1];
  return {
    ...Object.fromEntries(others),
    StringLike: { ...(isJsonObject(like) ? like : {}), [key]: [...new Set(wanted)] },
  };
}

function narrowed(values: readonly string[], arn: string): readonly string[] {
  return values.flatMap((value) => (reachesPast(value) ? [arn, `${arn}/*`] : value));
}

/** Whether a pattern is open before the end of the bucket's name. */
function reachesPast(pattern: string): boolean {
  const bucket = pattern.slice(pattern.indexOf(':::') + 3).split('/')[0] ?? '';
  return /[*?]/.test(bucket);
}

/** Other buckets that a place lets in beside the right one: those that are there, else one that anybody could make. */
export function neighbours(place: WrittenPlace, bucket: Bucket, names: Iterable<string>): readonly string[] {
  if (place.kind === 'grant' || place.json['Effect'] !== 'Allow') return [];
  const open = contextTests(place.json)
    .flatMap(({ values }) => values)
    .filter(reachesPast);
  const matches = (name: string) => open.some((pattern) => reaches(pattern, bucketArn(bucket.partition, name)));
  if (!matches(bucket.name)) return [];
  const there = [...names].filter((name) => name !== bucket.name && matches(name));
  return there.length > 0 ? there : [`${bucket.name}-evil`].filter(matches);
}

function reaches(pattern: string, arn: string): boolean {
  const test = wildcard(pattern);
  return test.test(arn) || test.test(`${arn}/object`);
}
