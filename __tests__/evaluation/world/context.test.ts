import { describe, expect, test } from '@jest/globals';
import { known } from '../../../modules/core';
import { shared, type Context } from '../../../modules/evaluation';
import { decideIn, openWorld, plainBucket } from '../../support/object-requests';

const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'OfficeOnly',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:UserAgent': 'office' } },
    },
  ],
};

/** How a write ends that the policy allows to one user agent alone. */
function outcome(contexts: { readonly context?: Context; readonly contextDefaults?: Context }): string {
  const world = { ...openWorld(), buckets: [plainBucket({ policy: known(policy) })] };
  return decideIn(world, { context: { values: {}, unknown: [] }, ...contexts }).outcome;
}

const says = (agent: string | null): Context => ({ values: { 'aws:UserAgent': agent }, unknown: [] });

describe('the defaults of a context', () => {
  test('count where the request says nothing', () => {
    expect(outcome({})).toBe('unknown');
    expect(outcome({ contextDefaults: shared(says('office')) })).toBe('allow');
    expect(outcome({ contextDefaults: says('home') })).toBe('explicitDeny');
  });

  test('yield to what the request says', () => {
    expect(outcome({ contextDefaults: shared(says('home')), context: says('office') })).toBe('allow');
    expect(outcome({ contextDefaults: shared(says('office')), context: says(null) })).toBe('explicitDeny');
    expect(
      outcome({ contextDefaults: shared(says('office')), context: { values: {}, unknown: ['aws:UserAgent'] } }),
    ).toBe('unknown');
  });
});
