import { inRange, isRange } from './addresses';
import type { Leg } from './leg';
import { isLoneStar, likeArn, likeText, plainText, readPattern, type PatternPiece } from './pattern';
import { sure, type Trilean } from './trilean';

/** Compares a value of the request with a value of the policy. */
export type Compare = (given: string, wanted: string, leg: Leg, version: string) => Trilean;

/** A condition operator without its prefix and suffix. */
export interface Comparison {
  /** True for the operators that hold when nothing matches. */
  readonly negated: boolean;
  readonly compare: Compare;
  /** Whether a policy may hold the value; one that cannot be read spoils the test. */
  readonly readable: (wanted: string) => boolean;
}

/** Only text and ARN operators take variables. */
function withPattern(matches: (pattern: readonly PatternPiece[], given: string) => boolean): Compare {
  return (given, wanted, leg, version) => {
    const pattern = readPattern(leg, wanted, version);
    if (pattern.state === 'missing') return 'no';
    return pattern.state === 'unknown' ? 'maybe' : sure(matches(pattern.pieces, given));
  };
}

const sameText = withPattern((pattern, given) => plainText(pattern) === given);
const sameTextAnyCase = withPattern((pattern, given) => plainText(pattern).toLowerCase() === given.toLowerCase());
const similarText = withPattern(likeText);
const similarArn = withPattern((pattern, given) => isLoneStar(pattern) || likeArn(pattern, given));

function numeric(holds: (given: number, wanted: number) => boolean): Compare {
  return (given, wanted) => measured(readNumber(given), readNumber(wanted), holds);
}

function dated(holds: (given: number, wanted: number) => boolean): Compare {
  return (given, wanted) => measured(readDate(given), readDate(wanted), holds);
}

function measured(
  given: number | undefined,
  wanted: number | undefined,
  holds: (given: number, wanted: number) => boolean,
): Trilean {
  return given === undefined || wanted === undefined ? 'maybe' : sure(holds(given, wanted));
}

function readNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** ISO 8601 or seconds since 1970. */
function readDate(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const truth: Compare = (given, wanted) => sure(given.toLowerCase() === wanted.toLowerCase());
const sameBytes: Compare = (given, wanted) => sure(given === wanted);
const equal = (given: number, wanted: number): boolean => given === wanted;

const anything = (): boolean => true;
const aNumber = (text: string): boolean => readNumber(text) !== undefined;
const aDate = (text: string): boolean => readDate(text) !== undefined;
const aTruth = (text: string): boolean => /^(true|false)$/i.test(text);
const anArn = (text: string): boolean => text === '*' || text.includes('${') || text.split(':').length >= 6;

type Readable = Comparison['readable'];
const yes = (compare: Compare, readable: Readable): Comparison => ({ negated: false, compare, readable });
const no = (compare: Compare, readable: Readable): Comparison => ({ negated: true, compare, readable });

/** Every operator but `Null`, by its name. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  StringEquals: yes(sameText, anything),
  StringNotEquals: no(sameText, anything),
  StringEqualsIgnoreCase: yes(sameTextAnyCase, anything),
  StringNotEqualsIgnoreCase: no(sameTextAnyCase, anything),
  StringLike: yes(similarText, anything),
  StringNotLike: no(similarText, anything),
  ArnEquals: yes(similarArn, anArn),
  ArnNotEquals: no(similarArn, anArn),
  ArnLike: yes(similarArn, anArn),
  ArnNotLike: no(similarArn, anArn),
  NumericEquals: yes(numeric(equal), aNumber),
  NumericNotEquals: no(numeric(equal), aNumber),
  NumericLessThan: yes(
    numeric((given, wanted) => given < wanted),
    aNumber,
  ),
  NumericLessThanEquals: yes(
    numeric((given, wanted) => given <= wanted),
    aNumber,
  ),
  NumericGreaterThan: yes(
    numeric((given, wanted) => given > wanted),
    aNumber,
  ),
  NumericGreaterThanEquals: yes(
    numeric((given, wanted) => given >= wanted),
    aNumber,
  ),
  DateEquals: yes(dated(equal), aDate),
  DateNotEquals: no(dated(equal), aDate),
  DateLessThan: yes(
    dated((given, wanted) => given < wanted),
    aDate,
  ),
  DateLessThanEquals: yes(
    dated((given, wanted) => given <= wanted),
    aDate,
  ),
  DateGreaterThan: yes(
    dated((given, wanted) => given > wanted),
    aDate,
  ),
  DateGreaterThanEquals: yes(
    dated((given, wanted) => given >= wanted),
    aDate,
  ),
  Bool: yes(truth, aTruth),
  BinaryEquals: yes(sameBytes, anything),
  IpAddress: yes(inRange, isRange),
  NotIpAddress: no(inRange, isRange),
};
