/** Ways in which a statement can be spoilt, so that it cannot be judged where it matters. */
export type Flaw =
  | 'none'
  | 'unknown operator'
  | 'unknown element'
  | 'effect in lower case'
  | 'two kinds of actions'
  | 'no resource'
  | 'Null with IfExists'
  | 'value of no number'
  | 'value of no ARN';

type Statement = Readonly<Record<string, unknown>>;

const changes: Readonly<Record<Flaw, Statement>> = {
  none: {},
  'unknown operator': { Condition: { StringMatches: { 'aws:PrincipalTag/team': 'a' } } },
  'unknown element': { Conditions: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } },
  'effect in lower case': { Effect: 'allow' },
  'two kinds of actions': { Action: '*', NotAction: 'iam:*' },
  'no resource': { Resource: undefined, NotResource: undefined },
  'Null with IfExists': { Condition: { NullIfExists: { 'aws:PrincipalTag/team': 'false' } } },
  'value of no number': { Condition: { NumericEquals: { 'aws:MultiFactorAuthAge': 'many' } } },
  'value of no ARN': { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'role/app' } } },
};

/** Spoils a statement; fields set to nothing are taken out. */
export function spoil(flaw: Flaw, statement: Statement): object {
  if (flaw === 'none') return statement;
  const spoilt = { ...statement, ...changes[flaw] };
  return Object.fromEntries(Object.entries(spoilt).filter(([, value]) => value !== undefined));
}
