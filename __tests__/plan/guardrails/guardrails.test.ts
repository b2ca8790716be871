import { describe, expect, test } from '@jest/globals';
import { quoteGuardrail, readGuardrails, withGuardrails } from '../../../modules/plan';
import { accountId, oneStack, policyText } from '../documents';

const statement = { Sid: 'Deny', Effect: 'Deny', Action: '*', Resource: '*' };
const text = policyText(statement, { Effect: 'Allow' });
const document = { known: true, value: { Version: '2012-10-17', Statement: [statement, { Effect: 'Allow' }] } };
const foreign = '444455556666';
const { world } = oneStack({
  resource: {
    aws_kms_key: { K: {} },
    aws_kms_grant: { G: { key_id: '${aws_kms_key.K.arn}', grantee_principal: `arn:aws:iam::${foreign}:role/x` } },
  },
});

describe('guardrails', () => {
  test('are levels of policies by all before the first hyphen of their names', () => {
    const { serviceControlPolicies, resourceControlPolicies, diagnostics } = readGuardrails([
      { path: 'scp/root-full-access.json', text },
      { path: 'rcp/root-perimeter.json', text },
      { path: 'scp/account-full.json', text },
      { path: 'scp/root-regions.json', text },
    ]);
    const names = (levels: typeof serviceControlPolicies) =>
      levels.map(({ name, policies }) => [name, ...policies.map((one) => one.name)]);
    expect(diagnostics).toEqual([]);
    expect(names(serviceControlPolicies)).toEqual([
      ['root', 'full-access', 'regions'],
      ['account', 'full'],
    ]);
    expect(names(resourceControlPolicies)).toEqual([['root', 'perimeter']]);
    expect(resourceControlPolicies[0]?.policies[0]).toMatchObject({ document });
  });

  test.each([
    ['scp/root-full.json', '{', 'the file is not JSON'],
    ['scp/full.json', '{}', 'the name of the file tells no level'],
    ['tag/root-full.json', '{}', 'the name of the file tells no level'],
    ['organization.json', '{"id": 7}', 'id or managementAccountId is missing'],
    ['organization.json', '[]', 'id or managementAccountId is missing'],
  ])('fails when %s is %j', (path, content, message) => {
    const { diagnostics } = readGuardrails([{ path, text: content }]);
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'TB7006', path, message })]);
  });

  test.each([
    ['service control policy of root: full', 'Deny', statement],
    ['service control policy of root: full', '1', { Effect: 'Allow' }],
    ['resource control policy of root: full', 'Deny', undefined],
    ['implicit', 'Deny', undefined],
  ])('quote the statement of %s, %s', (policy, sid, quoted) => {
    const guardrails = readGuardrails([{ path: 'scp/root-full.json', text }]);
    expect(quoteGuardrail(guardrails, { policy, statement: sid })).toEqual(quoted);
  });
});

describe('a world under guardrails', () => {
  const organization = { id: 'o-1', managementAccountId: '999999999999' };
  const policies = { path: 'scp/root-full.json', text };

  function accountsWith(file?: object): ReadonlyMap<string, unknown> {
    const files = file ? [policies, { path: 'organization.json', text: JSON.stringify(file) }] : [policies];
    return withGuardrails(world, readGuardrails(files)).accounts;
  }

  test('has the policies on the accounts of the stacks', () => {
    const accounts = accountsWith();
    expect([...accounts.keys()]).toEqual([accountId]);
    expect(accounts.get(accountId)).toMatchObject({
      organization: { known: false },
      serviceControlPolicies: { known: true, value: [{ name: 'root', policies: [{ name: 'full' }] }] },
      resourceControlPolicies: { known: true, value: [] },
    });
  });

  test('knows the organization of its own accounts, and of others when they are listed', () => {
    expect(accountsWith(organization).get(accountId)).toMatchObject({
      organization: { known: true, value: { id: 'o-1' } },
    });
    expect(accountsWith(organization).has(foreign)).toBe(false);
    const listed = accountsWith({ ...organization, accountIds: [accountId] });
    expect(listed.get(foreign)).toMatchObject({ organization: { known: true, value: 'none' } });
    const member = accountsWith({ ...organization, accountIds: [foreign] });
    expect(member.get(foreign)).toMatchObject({
      organization: { known: true, value: { id: 'o-1' } },
      serviceControlPolicies: { known: true, value: [] },
    });
  });
});
