/** One value or several, as IAM's JSON writes them. */
export type OneOrMany<T> = T | readonly T[];

export type PolicyPrincipal =
  '*' | { readonly [kind in 'AWS' | 'Service' | 'Federated' | 'CanonicalUser']?: OneOrMany<string> };

/** operator -> condition key -> values. */
export type PolicyCondition = { readonly [operator: string]: { readonly [key: string]: OneOrMany<string> } };

/** One statement as we write them. What others wrote is read by the evaluation room, which trusts nothing of this shape. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: PolicyPrincipal;
  readonly Action: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: PolicyCondition;
}

export interface PolicyDocument<Statement extends object = PolicyStatement> {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export function policyDocument<Statement extends object>(statements: readonly Statement[]): PolicyDocument<Statement> {
  return { Version: '2012-10-17', Statement: statements };
}
