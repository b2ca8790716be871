import type { HeaderMap } from '../http/incoming';
import { repeatedName, type QueryPart } from '../http/target';
import type { S3Address } from './address';
import type { Shape } from './catalogue/row';
import { s3Rows, type OperationRow } from './catalogue/s3-rows';
import type { S3Error } from './error';

/** The rows by method and place, those that ask for more before those that ask for less. */
const rowsByPlace = groupByPlace(s3Rows);

const nothing: ReadonlySet<string> = new Set();

/** Parameters that say something about an operation that another one names. */
const besides = new Set(['id', 'annotationName', 'partNumber']);

/** Each of them names an operation. */
const naming = new Set(
  s3Rows.flatMap(({ shape }) => shape.query).filter((one) => !besides.has(one) && !one.includes('=')),
);

/**
 * What S3 says to a request that names an operation beside the one that it is, or a parameter twice: the emulator might
 * do what nobody decided on. @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function namingError({ shape }: OperationRow, query: readonly QueryPart[]): S3Error | undefined {
  if (query.length === 0) return undefined;
  const sent = query.map(({ name }) => name);
  const twice = repeatedName(sent);
  if (twice !== undefined) return wrongParameter(twice, `The query string parameter ${twice} stands more than once.`);
  const names = sent.filter((name) => naming.has(name)).sort();
  const [first = '', ...others] = names;
  if (names.every((name) => shape.query.includes(name))) return undefined;
  return wrongParameter(
    first,
    others.length === 0
      ? `The query string parameter ${first} does not go with this request.`
      : `Conflicting query string parameters: ${names.join(', ')}`,
  );
}

function wrongParameter(ArgumentValue: string, message: string): S3Error {
  const details = { ArgumentName: 'ResourceType', ArgumentValue };
  return { status: 400, code: 'InvalidArgument', message, details };
}

/** What a request asks for, as S3's API names it; `undefined` when it is nothing. */
export function s3Operation(
  method: string,
  address: S3Address,
  query: readonly QueryPart[],
  headers: HeaderMap,
): OperationRow | undefined {
  const on = address.bucket === undefined ? 'service' : address.key === undefined ? 'bucket' : 'object';
  const sent = query.length === 0 ? nothing : new Set(query.flatMap(({ name, value }) => [name, `${name}=${value}`]));
  return rowsByPlace
    .get(`${method} ${on}`)
    ?.find(
      ({ shape }) =>
        shape.query.every((wanted) => sent.has(wanted)) && (shape.header === undefined || headers.has(shape.header)),
    );
}

/** The name of what a request asks for; empty when it is nothing. */
export function s3OperationName(...request: Parameters<typeof s3Operation>): string {
  return s3Operation(...request)?.operation ?? '';
}

function groupByPlace(rows: readonly OperationRow[]): ReadonlyMap<string, readonly OperationRow[]> {
  const places = new Map<string, readonly OperationRow[]>();
  for (const row of rows) {
    const place = `${row.shape.method} ${row.shape.on}`;
    const all = [...(places.get(place) ?? []), row];
    places.set(
      place,
      all.sort((one, other) => demands(other.shape) - demands(one.shape)),
    );
  }
  return places;
}

function demands({ query, header }: Shape): number {
  return query.length + (header === undefined ? 0 : 1);
}
