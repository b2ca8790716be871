import { decide, evaluateCases, type Decision } from '../../modules/evaluation';

export { decide };

export const account = '111122223333';
export const other = '444455556666';
export const bucket = 'arn:aws:s3:::b';
export const object = `${bucket}/k`;
export const key = `arn:aws:kms:us-east-1:${account}:key/k1`;
export const role = `arn:aws:iam::${account}:role/app`;
export const session = `arn:aws:sts::${account}:assumed-role/app/s1`;
export const user = `arn:aws:iam::${account}:user/ann`;
export const root = `arn:aws:iam::${account}:root`;
export const stranger = `arn:aws:sts::${other}:assumed-role/app/s1`;

export function policy(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

export function allowing(extra: object = {}): object {
  return { Sid: 'may', Effect: 'Allow', Action: '*', Resource: '*', ...extra };
}

export function denying(extra: object = {}): object {
  return { Sid: 'not', Effect: 'Deny', Action: '*', Resource: '*', ...extra };
}

/** A document that allows everything, but for what is said. */
export function allow(extra: object = {}): object {
  return policy(allowing(extra));
}

/** A document that denies everything, but for what is said. */
export function deny(extra: object = {}): object {
  return policy(denying(extra));
}

/** Decides one case: a role session reads an object of its own account, unless the case says otherwise. */
export function ask({
  request,
  ...rest
}: { readonly request?: object; readonly [field: string]: unknown } = {}): Decision {
  const asked = { action: 's3:GetObject', resource: object, resourceAccount: account, principal: session, ...request };
  const [result] = evaluateCases({ cases: [{ name: 'case', request: asked, ...rest }] }).report.results;
  if (!result) throw new Error('one case gives one result');
  return { decision: result.decision, reasons: result.reasons };
}

/** Decides a request at a KMS key; the caller is a role session of the key's account. */
export function askKey({
  request,
  ...rest
}: {
  readonly request?: object;
  readonly [field: string]: unknown;
}): Decision {
  return ask({ request: { action: 'kms:Decrypt', resource: key, ...request }, ...rest });
}

/** Whether conditions hold: `yes`, `no` or `unknown`. */
export function holds(condition: object, context: object, version = '2012-10-17'): string {
  const identity = { ...allow({ Condition: condition }), Version: version };
  const { decision } = ask({ request: { context }, identityPolicies: [identity] });
  return decision === 'allow' ? 'yes' : decision === 'implicitDeny' ? 'no' : decision;
}

/** Which policies the reasons name, with their statement. */
export function grounds({ reasons }: Decision): readonly string[] {
  return reasons.map(({ policy: name, statement }) => `${name} ${statement}`);
}
