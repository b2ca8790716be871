import type { Fact, World } from '../../core';
import type { AccessChange, Reason } from '../../evaluation';
import { awsPrincipals, statementName, statementsOf } from '../policy-text';
import { bucketIn } from './touched-data';

/** What allows afterwards, or what stands against it; of somebody whose own policies are not known what lets it in. */
export function tellingReasons(world: World, change: AccessChange): readonly Reason[] {
  const { before, after } = change;
  if (after.verdict === 'unknown') return [...namingStatements(world, change), ...after.reasons].slice(0, 3);
  const wanted = after.verdict === 'allow' ? 'Allow' : 'Deny';
  const telling = after.reasons.filter(({ effect }) => effect === wanted);
  return telling.length > 0 ? telling : [...after.reasons, ...before.reasons].slice(0, 1);
}

function namingStatements({ buckets, keys }: World, { resource, principal }: AccessChange): readonly Reason[] {
  const bucket = bucketIn(resource);
  if (bucket === undefined) return naming(`key policy of ${resource}`, keys.get(resource)?.policy, principal);
  return naming(`bucket policy of ${bucket}`, buckets.get(bucket)?.policy, principal);
}

function naming(policy: string, document: Fact<unknown> | undefined, principal: string): readonly Reason[] {
  return statementsOf(document).flatMap((statement, index): readonly Reason[] =>
    statement['Effect'] === 'Allow' && awsPrincipals(statement).includes(principal)
      ? [{ policy, statement: statementName(statement, index), effect: 'Allow', why: `names ${principal}` }]
      : [],
  );
}
