import { parseRange } from '../conditions/addresses';
import type { Condition } from '../conditions/condition';
import type { Truth } from '../model';
import { no, unknown, yes } from '../truth';
import type { CompiledPrincipals } from './principal-element';

/** Keys that keep a policy from being public when they are held to fixed values. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status */
const limitingKeys = new Set([
  'aws:principalorgid',
  'aws:sourcearn',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:userid',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
]);

const fixingOperators = new Set(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike']);

/** Whether an Allow lets in the world: it names everyone and no condition holds it to fixed values. */
export function publicness({ everyone, malformed }: CompiledPrincipals, conditions: readonly Condition[]): Truth {
  if (conditions.some(limits)) return no;
  if (everyone) return yes;
  return malformed ? unknown : no;
}

function limits({ qualifier, operator, ifExists, key, values }: Condition): boolean {
  if (ifExists || qualifier === 'ForAllValues' || values.length === 0) return false;
  if (key === 'aws:sourceip') return operator === 'IpAddress' && values.every(isNarrow);
  return limitingKeys.has(key) && fixingOperators.has(operator) && values.every((value) => isFixed(key, value));
}

/** The name of an access point may vary, as long as its account is fixed. */
function isFixed(key: string, value: string): boolean {
  const fixed = key === 's3:dataaccesspointarn' ? value.replace(accessPointName, '$1') : value;
  return !/[*?]|\$\{/.test(fixed);
}

const accessPointName = /^(arn:[^:]+:s3:[^:]+:\d{12}:accesspoint\/)[^$]*$/;

function isNarrow(cidr: string): boolean {
  const range = parseRange(cidr);
  return range !== undefined && range.prefix >= (range.bits === 32 ? 8 : 32);
}
