import type { CompiledPolicy, Reason, RequestPrincipal, Truth } from '../model';
import { no, or } from '../truth';

/**
 * What RestrictPublicBuckets denies: a policy that is public in any statement ends all access from outside the account,
 * but for AWS services. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function publicAccessDenied(
  policy: CompiledPolicy,
  principal: RequestPrincipal,
  resourceAccount: string,
): Truth {
  const inside = principal.kind === 'service' || ('arn' in principal && principal.account === resourceAccount);
  return inside ? no : policy.statements.reduce<Truth>((found, statement) => or(found, statement.publicness), no);
}

export function publicAccessReason(policy: CompiledPolicy, sure: boolean): Reason {
  const open = policy.statements.filter(({ publicness }) => publicness > no).map(({ id }) => id);
  const why = `RestrictPublicBuckets ends all access from outside the account: the bucket policy ${sure ? 'is' : 'may be'} public (statement ${open.join(', ')})`;
  return { policy: 'publicAccessBlock', statement: 'restrictPublicBuckets', effect: 'Deny', why };
}
