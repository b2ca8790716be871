import { conditionsHold } from './conditions';
import { isObject, oneOrMany, textAt, type JsonObject } from './json';
import type { Leg } from './leg';
import { isArn, isLoneStar, likeArn, likeText, plainText, readPattern, wildPieces } from './pattern';
import { namings, notNamedForAllow, notNamedForDeny, type Naming } from './principals';
import { all, not, some, sure, type Trilean } from './trilean';

/** Policies that say whom they cover, and policies that hang on someone. */
export type PolicySide = 'names principals' | 'names nobody';

/** What one statement says about the leg. */
export interface JudgedStatement {
  readonly policy: string;
  /** The statement's place in its policy, from 0. */
  readonly at: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny' | 'unreadable';
  /** The ways in which it covers the caller and everything else of it holds. */
  readonly namings: readonly Naming[];
}

const elements = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Reads a policy document, one judgement for each statement. */
export function judgePolicy(leg: Leg, policy: string, document: unknown, side: PolicySide): readonly JudgedStatement[] {
  const readable: JsonObject = isObject(document) ? document : { Version: 'unreadable', Statement: {} };
  const version = readable['Version'] ?? '2008-10-17';
  return oneOrMany(readable['Statement']).map((statement, at) => ({
    policy,
    at,
    ...judgeStatement(leg, isObject(statement) ? statement : {}, side, version),
  }));
}

/** Whether the statement covers the caller in any way. */
export function covers(judged: JudgedStatement): Trilean {
  return some(judged.namings.map((naming) => naming.covers));
}

function judgeStatement(
  leg: Leg,
  statement: JsonObject,
  side: PolicySide,
  version: unknown,
): Pick<JudgedStatement, 'sid' | 'effect' | 'namings'> {
  const language = typeof version === 'string' ? version : '';
  const action = actionsMatch(leg, statement);
  const body = action === 'no' ? 'no' : all([action, ...restOf(leg, statement, side, language)]);
  const covered =
    side === 'names nobody' ? [{ form: 'everyone', covers: 'yes' } as const] : whomItNames(leg, statement);
  const effect = statement['Effect'];
  return {
    sid: textAt(statement, 'Sid'),
    effect: effect === 'Allow' || effect === 'Deny' ? effect : 'unreadable',
    namings: covered.map((naming) => ({ form: naming.form, covers: all([naming.covers, body]) })),
  };
}

function restOf(leg: Leg, statement: JsonObject, side: PolicySide, version: string): readonly Trilean[] {
  return [
    wellFormed(statement, side, version),
    resourcesMatch(leg, statement, version),
    conditionsHold(leg, statement['Condition'], version),
  ];
}

/** A statement that the policy language does not have cannot be judged where it might have mattered. */
function wellFormed(statement: JsonObject, side: PolicySide, version: string): Trilean {
  const has = (field: string): boolean => statement[field] !== undefined;
  const principals = [has('Principal'), has('NotPrincipal')].filter(Boolean).length;
  const right =
    ['2012-10-17', '2008-10-17'].includes(version) &&
    Object.keys(statement).every((field) => elements.has(field)) &&
    has('Action') !== has('NotAction') &&
    has('Resource') !== has('NotResource') &&
    principals === (side === 'names nobody' ? 0 : 1);
  return right ? 'yes' : 'maybe';
}

function actionsMatch(leg: Leg, statement: JsonObject): Trilean {
  const named = oneOrMany(statement['Action']).map((action) => actionMatches(leg, action));
  const notNamed = oneOrMany(statement['NotAction']).map((action) => actionMatches(leg, action));
  if (statement['NotAction'] !== undefined) return not(some(notNamed));
  return statement['Action'] === undefined ? 'maybe' : some(named);
}

function actionMatches(leg: Leg, action: unknown): Trilean {
  if (typeof action !== 'string') return 'maybe';
  return sure(likeText(wildPieces(action.toLowerCase()), leg.action.toLowerCase()));
}

function resourcesMatch(leg: Leg, statement: JsonObject, version: string): Trilean {
  const named = oneOrMany(statement['Resource']).map((resource) => resourceMatches(leg, resource, version));
  const notNamed = oneOrMany(statement['NotResource']).map((resource) => resourceMatches(leg, resource, version));
  if (statement['NotResource'] !== undefined) return not(some(notNamed));
  return statement['Resource'] === undefined ? 'maybe' : some(named);
}

function resourceMatches(leg: Leg, resource: unknown, version: string): Trilean {
  if (typeof resource !== 'string') return 'maybe';
  const pattern = readPattern(leg, resource, version);
  if (pattern.state === 'missing') return 'no';
  if (pattern.state === 'unknown') return 'maybe';
  if (isLoneStar(pattern.pieces)) return 'yes';
  return isArn(plainText(pattern.pieces)) ? sure(likeArn(pattern.pieces, leg.resource)) : 'maybe';
}

function whomItNames(leg: Leg, statement: JsonObject): readonly Naming[] {
  const notPrincipal = statement['NotPrincipal'];
  if (statement['Principal'] !== undefined) return namings(leg, statement['Principal']);
  if (notPrincipal === undefined) return [{ form: 'everyone', covers: 'maybe' }];
  if (statement['Effect'] === 'Allow') return [notNamedForAllow(leg, notPrincipal)];
  return [notNamedForDeny(leg, notPrincipal, hasBoundary(leg))];
}

function hasBoundary(leg: Leg): boolean {
  return oneOrMany(leg.identitySide['permissionBoundaries']).length > 0;
}
