import { isJsonObject, type JsonObject } from '../../core';
import { compileConditions, type Condition } from '../conditions/condition';
import type { CompiledStatement, PolicyKind, RequestView, Truth } from '../model';
import { and, no, unknown, yes } from '../truth';
import { compileActions, compileResources, type ElementTest } from './elements';
import { shown } from './json';
import type { Notes } from './notes';
import {
  compileNotPrincipal,
  compilePrincipal,
  unreadablePrincipals,
  type CompiledPrincipals,
} from './principal-element';
import { publicness } from './publicness';

/** What every statement of one document shares. */
export interface StatementRules {
  readonly policy: string;
  readonly kind: PolicyKind;
  /** Version 2012-10-17. */
  readonly variables: boolean;
  /** The document itself cannot be judged. */
  readonly doubtful: boolean;
}

const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Compiles one statement; what cannot be read in it is noted and judged as unknown. */
export function compileStatement(
  value: unknown,
  index: number,
  rules: StatementRules,
  notes: Notes,
): CompiledStatement {
  if (!isJsonObject(value)) {
    notes.add(
      'TB6010',
      `a statement is an object, not ${shown(value)}`,
      'write {"Effect": …, "Action": …, "Resource": …}',
    );
    return unreadableStatement(rules.policy, rules.kind, String(index));
  }
  const effect = value['Effect'] === 'Allow' ? 'Allow' : 'Deny';
  const mayAllow = !readEffect(value, notes);
  const sound = [readElements(value, notes), !mayAllow, placesPrincipals(value, rules.kind, notes)];
  const actions = compileActions(value, notes);
  const resources = compileResources(value, rules, notes);
  const conditions = readConditions(value, rules, notes);
  const doubt = rules.doubtful || sound.includes(false) ? [unclear] : [];
  const principals = rules.kind === 'resource' ? compilePrincipals(value, effect, notes) : undefined;
  return {
    ...judged(
      rules.policy,
      statementId(value['Sid'], index),
      [actions, resources, ...conditions, ...doubt],
      conditions,
    ),
    effect,
    mayAllow,
    ...(principals && { principals }),
    publicness: principals && effect === 'Allow' ? publicness(principals, conditions) : no,
  };
}

/** Stands for text that may have meant anything: a deny that is never certain. */
export function unreadableStatement(policy: string, kind: PolicyKind, id: string): CompiledStatement {
  return {
    ...judged(policy, id, [unclear], []),
    effect: 'Deny',
    mayAllow: true,
    ...(kind === 'resource' && { principals: unreadablePrincipals }),
    publicness: unknown,
  };
}

const unclear: ElementTest = { label: 'a malformed document', test: () => unknown };

type Judged = Pick<CompiledStatement, 'policy' | 'id' | 'applies' | 'doubts' | 'evidence'>;

function judged(policy: string, id: string, tests: readonly ElementTest[], conditions: readonly Condition[]): Judged {
  return {
    policy,
    id,
    applies: allOf(tests),
    doubts: (request) => tests.filter((test) => test.test(request) === unknown).map((test) => test.label),
    evidence: (request) => conditions.map((condition) => held(condition, request)).join(', '),
  };
}

function statementId(sid: unknown, index: number): string {
  return typeof sid === 'string' && sid !== '' ? sid : String(index);
}

function readConditions(value: JsonObject, { variables }: StatementRules, notes: Notes): readonly Condition[] {
  return 'Condition' in value ? compileConditions(value['Condition'], variables, notes.at('Condition')) : [];
}

function allOf(tests: readonly ElementTest[]): (request: RequestView) => Truth {
  return (request) => {
    let truth: Truth = yes;
    for (const one of tests) {
      truth = and(truth, one.test(request));
      if (truth === no) return no;
    }
    return truth;
  };
}

function held({ label, key }: Condition, request: RequestView): string {
  const found = request.find(key);
  return `${label} (${typeof found === 'string' || typeof found === 'object' ? JSON.stringify(found) : 'absent'})`;
}

function readElements(value: JsonObject, notes: Notes): boolean {
  const strangers = Object.keys(value).filter((key) => !elements.includes(key));
  for (const key of strangers) {
    notes.at(key).add('TB6011', `${shown(key)} is not an element of a statement`, `use one of ${elements.join(', ')}`);
  }
  const sid = value['Sid'] === undefined || typeof value['Sid'] === 'string';
  if (!sid)
    notes.at('Sid').add('TB6011', `a Sid is a text, not ${shown(value['Sid'])}`, 'write a text or leave it out');
  return strangers.length === 0 && sid;
}

function readEffect(value: JsonObject, notes: Notes): boolean {
  const effect = value['Effect'];
  if (effect === 'Allow' || effect === 'Deny') return true;
  notes.at('Effect').add('TB6011', `Effect is Allow or Deny, not ${shown(effect)}`, 'write Allow or Deny');
  return false;
}

function placesPrincipals(value: JsonObject, kind: PolicyKind, notes: Notes): boolean {
  if (kind === 'resource' || (!('Principal' in value) && !('NotPrincipal' in value))) return true;
  notes.add(
    'TB6011',
    'a policy of an identity names no principal',
    'take Principal out, or give the document as resource policy',
  );
  return false;
}

function compilePrincipals(value: JsonObject, effect: 'Allow' | 'Deny', notes: Notes): CompiledPrincipals {
  const [direct, inverse] = ['Principal' in value, 'NotPrincipal' in value];
  if (direct && !inverse) return compilePrincipal(value['Principal'], notes.at('Principal'));
  if (inverse && !direct) return compileNotPrincipal(value['NotPrincipal'], effect, notes.at('NotPrincipal'));
  notes.add('TB6011', 'a statement of a resource policy has either Principal or NotPrincipal', 'write one of them');
  return unreadablePrincipals;
}
