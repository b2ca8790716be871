import { describe, expect, test } from '@jest/globals';
import { evaluateCases, quoteReason } from '../../../modules/evaluation';
import { account, key, object, role, session } from '../asking';

const may = { Sid: 'may', Effect: 'Allow', Action: '*', Resource: '*' };
const nameless = { Effect: 'Allow', Action: '*', Resource: '*' };
const grant = { GrantId: 'g1', GranteePrincipal: role, Operations: ['Decrypt'] };
const whole = {
  name: 'all',
  request: { action: 's3:GetObject', resource: object, resourceAccount: account, principal: session },
  identityPolicies: [{ Statement: [may] }],
  serviceControlPolicies: [[{ Statement: nameless }]],
  vpcEndpointPolicy: { Statement: { ...may, Sid: 'endpoint', Principal: '*' } },
  then: [{ request: { action: 'kms:Decrypt', resource: key }, grants: [grant] }],
};

describe('quoteReason', () => {
  test('finds what each reason rests on, as the case wrote it', () => {
    const [result] = evaluateCases({ cases: [whole] }).report.results;
    expect(result?.reasons.map((reason) => [reason.policy, quoteReason(whole, reason)])).toEqual([
      ['identityPolicies[0]', may],
      ['serviceControlPolicies[0][0]', nameless],
      ['vpcEndpointPolicy', whole.vpcEndpointPolicy.Statement],
      ['grants[g1]', grant],
      ['serviceControlPolicies[0][0]', nameless],
    ]);
  });

  test('finds a grant without id by its place, and the resource policy of a single request', () => {
    const bare = { ...whole, then: [], resourcePolicy: { Statement: may } };
    expect(quoteReason(bare, { policy: 'resourcePolicy', statement: 'may', effect: 'Allow', why: '' })).toEqual(may);
    const listed = { grants: [{ ...grant, GrantId: undefined }] };
    expect(quoteReason(listed, { policy: 'grants[0]', statement: '0', effect: 'Allow', why: '' })).toEqual(
      listed.grants[0],
    );
  });

  test.each(['implicit', 'publicAccessBlock', 'resourcePolicy', 'identityPolicies[7]'])(
    'has nothing to quote for %s',
    (policy) => {
      expect(quoteReason({ name: 'x' }, { policy, statement: '0', effect: 'Deny', why: '' })).toBeUndefined();
      expect(quoteReason(undefined, { policy, statement: '0', effect: 'Deny', why: '', leg: 3 })).toBeUndefined();
    },
  );
});
