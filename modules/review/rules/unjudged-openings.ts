import type { Fact } from '../../core';
import { sameValue } from '../../evaluation';
import { placed, type Draft, type Mark } from '../draft';
import { isJsonObject, mayNameEverybody, statementName, statementsOf, type JsonObject } from '../policy-text';
import type { Reviewed } from '../reviewed';
import { keyName, listed, ofTenant } from '../words';

/** New Allows of policies that were there, for callers whom no plan describes: an organization, a network, a canonical user. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function unjudgedOpenings({ buckets, keys, vended }: Reviewed): readonly Draft[] {
  return [
    ...buckets.flatMap(({ id, before, after, detailAfter }) =>
      before && after
        ? draftOf(openings(before.policy, after.policy), {
            what: `the policy of ${ofTenant(`bucket ${id}`, vended.ofBucket(id))}`,
            about: `bucket:${id}`,
            ...placed(vended.ofBucket(id), detailAfter?.policyAddress ?? detailAfter?.address),
          })
        : [],
    ),
    ...keys.flatMap(({ id, before, after, detailAfter }) =>
      before && after
        ? draftOf(openings(before.policy, after.policy), {
            what: `the policy of ${ofTenant(keyName(id), vended.ofKey(id))}`,
            about: `key:${id}`,
            ...placed(vended.ofKey(id), detailAfter?.policyAddress ?? detailAfter?.address),
          })
        : [],
    ),
  ];
}

interface Place extends Pick<Draft, 'tenant' | 'address'> {
  readonly what: string;
  readonly about: Mark;
}

function draftOf(statements: readonly string[], { what, about, ...place }: Place): readonly Draft[] {
  if (statements.length === 0) return [];
  return [
    {
      topic: 'unknown-value',
      severity: 'medium',
      message: `whom ${listed(statements)} of ${what} lets in cannot be judged: no plan tells who is in an organization or network, or behind a canonical user`,
      fix: 'name the accounts or roles that are meant',
      about: [about],
      ...place,
    },
  ];
}

function openings(before: Fact<unknown>, after: Fact<unknown>): readonly string[] {
  const old = statementsOf(before);
  return statementsOf(after).flatMap((statement, index) =>
    isUnjudged(statement) && !old.some((one) => sameValue(one, statement)) ? [statementName(statement, index)] : [],
  );
}

const ofCrowds = /^aws:(principalorg(id|paths)|sourcevpc(e|arn)?|vpcsourceip|sourceip)$/i;

function isUnjudged(statement: JsonObject): boolean {
  if (statement['Effect'] !== 'Allow') return false;
  const { Principal: principal, Condition: condition } = statement;
  if (isJsonObject(principal) && 'CanonicalUser' in principal) return true;
  const tests = isJsonObject(condition) ? Object.values(condition).filter(isJsonObject) : [];
  return mayNameEverybody(statement) && tests.some((one) => Object.keys(one).some((key) => ofCrowds.test(key)));
}
