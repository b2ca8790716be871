import { isJsonObject, textMapOf, type JsonObject } from '../json';

/** What a client sees of a fault. */
export const faultKinds = [
  'throttle',
  'error500',
  'error503',
  'slow',
  'reset',
  'reset-mid-body',
  'ok-with-error-body',
  'truncated-body',
  'hang',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Which requests a fault meets; what is not given matches all. */
export interface FaultMatch {
  readonly service?: string;
  /** As in the service's API, such as `PutObject`. */
  readonly operation?: string;
  readonly bucket?: string;
  readonly keyPrefix?: string;
  /** ARN of the caller, or of the role whose session it is. */
  readonly principal?: string;
}

/** Something that goes wrong on demand. */
export interface Fault {
  readonly match: FaultMatch;
  readonly kind: FaultKind;
  /** Whether it strikes before the work is done, or after. */
  readonly when: 'before' | 'after';
  /** How many of the matching requests it meets, from 0 to 1. */
  readonly rate: number;
  /** Equal seeds meet the same requests. */
  readonly seed: number;
  /** How many matching requests pass first. */
  readonly after: number;
  /** How often it strikes. @default without end */
  readonly times?: number;
  /** How long `slow` takes. */
  readonly delayMs: number;
}

/** They spoil an answer, so there has to be one. */
const needAnAnswer: readonly FaultKind[] = ['reset-mid-body', 'truncated-body'];

const fields = ['match', 'kind', 'when', 'rate', 'seed', 'after', 'times', 'delayMs'];
const matchFields = ['service', 'operation', 'bucket', 'keyPrefix', 'principal'];

/** Reads a fault as somebody asks for it, or says everything that is wrong with it. */
export function readFault(body: JsonObject): Fault | { readonly errors: readonly string[] } {
  const kind = faultKinds.find((one) => one === body['kind']);
  const errors = [
    ...strange(body, fields, ''),
    ...(kind ? [] : [`kind has to be one of ${faultKinds.join(', ')}`]),
    ...matchMistakes(body['match']),
    ...whenMistakes(body['when'], kind),
    ...numberMistakes(body),
  ];
  return kind && errors.length === 0 ? faultOf(body, kind) : { errors };
}

function faultOf(body: JsonObject, kind: FaultKind): Fault {
  return {
    match: textMapOf(body, 'match') ?? {},
    kind,
    when: needAnAnswer.includes(kind) || body['when'] === 'after' ? 'after' : 'before',
    rate: numberOf(body, 'rate', 1),
    seed: numberOf(body, 'seed', 1),
    after: numberOf(body, 'after', 0),
    delayMs: numberOf(body, 'delayMs', 1_000),
    ...(body['times'] === undefined ? {} : { times: numberOf(body, 'times', 0) }),
  };
}

function strange(object: JsonObject, known: readonly string[], where: string): readonly string[] {
  return Object.keys(object)
    .filter((name) => !known.includes(name))
    .map((name) => `${where}${name} is not known; there are ${known.join(', ')}`);
}

function matchMistakes(match: unknown): readonly string[] {
  if (match === undefined) return [];
  if (!isJsonObject(match)) return ['match has to be an object'];
  const wrong = Object.entries(match).filter(
    ([name, value]) => matchFields.includes(name) && typeof value !== 'string',
  );
  return [...strange(match, matchFields, 'match.'), ...wrong.map(([name]) => `match.${name} has to be a text`)];
}

function whenMistakes(when: unknown, kind: FaultKind | undefined): readonly string[] {
  if (when === undefined || when === 'after') return [];
  if (when !== 'before') return ['when has to be before or after'];
  const late = kind !== undefined && needAnAnswer.includes(kind);
  return late ? [`${kind} spoils an answer, so it cannot strike before there is one`] : [];
}

type Numbers = readonly (readonly [name: string, allowed: (value: number) => boolean, text: string])[];

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
const numbers: Numbers = [
  ['rate', (value) => value >= 0 && value <= 1, 'a number from 0 to 1'],
  ['seed', isCount, 'a whole number'],
  ['after', isCount, 'a whole number'],
  ['times', isCount, 'a whole number'],
  ['delayMs', (value) => isCount(value) && value <= 600_000, 'a whole number of milliseconds, at most 600000'],
];

function numberMistakes(body: JsonObject): readonly string[] {
  return numbers.flatMap(([name, allowed, text]) => {
    const value = body[name];
    const right = value === undefined || (typeof value === 'number' && allowed(value));
    return right ? [] : [`${name} has to be ${text}`];
  });
}

function numberOf(body: JsonObject, name: string, otherwise: number): number {
  const value = body[name];
  return typeof value === 'number' ? value : otherwise;
}
