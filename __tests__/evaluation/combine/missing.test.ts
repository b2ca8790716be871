import { describe, expect, test } from '@jest/globals';
import { allow, ask, askKey, grounds, policy, role, session } from '../asking';

const nothing = policy();

describe('what is missing', () => {
  test('a bucket policy that names the role delegates to nobody: the boundary alone is missing', () => {
    const resourcePolicy = allow({ Principal: { AWS: role } });
    const decision = ask({ resourcePolicy, permissionBoundaries: [nothing], identityPolicies: [allow()] });
    expect([decision.decision, grounds(decision)]).toEqual(['implicitDeny', ['implicit permissionBoundaries']]);
  });

  test('each ceiling and each level that does not allow is named', () => {
    const decision = ask({
      identityPolicies: [nothing],
      permissionBoundaries: [nothing],
      sessionPolicies: [nothing],
      serviceControlPolicies: [[allow()], [nothing]],
      vpcEndpointPolicy: nothing,
    });
    const what = 's3:GetObject on arn:aws:s3:::b/k';
    expect(decision.reasons.map(({ statement, why }) => [statement, why])).toEqual([
      ['identityPolicies', `no identity policy allows ${what}`],
      ['permissionBoundaries', `the permissions boundary does not allow ${what}`],
      ['sessionPolicies', `the session policy does not allow ${what}`],
      ['resourcePolicy', `the resource policy does not allow ${session} ${what}`],
      ['serviceControlPolicies[1]', `this level of service control policies does not allow ${what}`],
      ['vpcEndpointPolicy', `the VPC endpoint policy does not allow ${what}`],
    ]);
  });

  test('a key is opened by its policy or by a grant, and neither is there', () => {
    const { reasons } = askKey({ identityPolicies: [allow()], resourcePolicy: nothing });
    expect(reasons.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^the key policy does not allow .+ kms:Decrypt on .+, and no grant covers it$/),
    ]);
  });
});
