import { known, type NamedDocument } from '../../core';
import { compilePolicy } from '../../evaluation';
import type { Reply } from '../http/reply';
import type { QueryCall } from '../iam/iam-call';
import { queryError } from '../iam/query-error';
import { readJsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';

const limitCharacters = 2048;

/** The policies by which whoever asks for a session narrows it. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session */
export function readSessionPolicies(state: GatewayState, { parameters }: QueryCall): readonly NamedDocument[] | Reply {
  const text = parameters.get('Policy');
  const arns = [...parameters].filter(([name]) => /^PolicyArns\.member\.[0-9]+\.arn$/i.test(name));
  if (arns.length > 10) return queryError(400, 'ValidationError', 'A session takes at most 10 managed policies.');
  const managed = arns.map(([, arn]) => state.iam.policy(arn));
  if (text === undefined) return managed;
  if (text.length > limitCharacters) {
    const message = `Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to ${String(limitCharacters)}`;
    return queryError(400, 'ValidationError', message);
  }
  const document = readJsonObject(text);
  if (!document) return queryError(400, 'MalformedPolicyDocument', 'The policy is not in the valid JSON format.');
  const [mistake] = compilePolicy('session policy', 'identity', document).diagnostics;
  if (mistake) return queryError(400, 'MalformedPolicyDocument', 'Syntax errors in policy.', mistake.message);
  return [{ name: 'passed', document: known(document) }, ...managed];
}

/** How long a session is to last; an answer when that is not allowed. */
export function readSeconds({ parameters }: QueryCall, usual: number, longest: number): number | Reply {
  const seconds = Number(parameters.get('DurationSeconds') ?? String(usual));
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= longest) return seconds;
  const message = `Value '${parameters.get('DurationSeconds') ?? ''}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and ${String(longest)}`;
  return queryError(400, 'ValidationError', message);
}
