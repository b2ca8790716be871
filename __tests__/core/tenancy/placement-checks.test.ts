import { describe, expect, test } from '@jest/globals';
import { checkPlacements, type DeployedPlacement } from '../../../modules/core';
import { accountId, deployment } from '../../support/tenancy';

function found(change: Partial<DeployedPlacement>): readonly string[] {
  return checkPlacements('prod', [{ ...deployment, ...change }]).map(
    (one) => `${one.severity} ${one.code} ${one.path}: ${one.message}; ${one.fix}`,
  );
}

describe('checkPlacements', () => {
  test('finds nothing wrong with a placement that AWS can have, in every partition', () => {
    expect(found({})).toEqual([]);
    for (const [region, partition] of [
      ['cn-north-1', 'aws-cn'],
      ['us-gov-west-1', 'aws-us-gov'],
      ['eusc-de-east-1', 'aws-eusc'],
      ['ap-southeast-4', 'aws'],
    ] as const) {
      const arn = `arn:${partition}:iam::${accountId}:role/deployer`;
      expect(found({ region, partition, deployerArn: arn, assumeRoleArn: arn })).toEqual([]);
    }
  });

  test.each<[Partial<DeployedPlacement>, string]>([
    [{ region: 'eu_west_1' }, 'region of the placement is "eu_west_1"; give a Region such as eu-west-1'],
    [
      { namePrefix: 'Corp' },
      'namePrefix of the placement is "Corp"; give small letters, digits and hyphens: it begins the name of every bucket',
    ],
    [
      { rolePath: '/tenants' },
      'rolePath of the placement is "/tenants"; give a path that begins and ends with a slash, such as /tenants/',
    ],
    [{ roleQuota: 0 }, 'roleQuota of the placement is "0"; give a whole number from 1'],
  ])('fails when it says %p', (change, problem) => {
    expect(found(change)).toEqual([`error TB2203 prod/main: ${problem}`]);
  });

  test('fails when the partition is not that of the Region, once for it and once for the deployer (F04)', () => {
    expect(found({ partition: 'aws-cn' })).toEqual([
      'error TB2203 prod/main: partition of the placement is "aws-cn"; give the partition of the Region: aws-cn for cn-, aws-us-gov for us-gov-, aws for most others',
      `error TB2204 prod/main: deployer arn:aws:iam::${accountId}:role/deployer is not of account ${accountId} in partition aws-cn, whose keys it could not administer; name a role of account ${accountId}`,
    ]);
  });

  test('fails when the account has no twelve digits', () => {
    expect(found({ accountId: '12' })[0]).toBe(
      'error TB2203 prod/main: accountId of the placement is "12"; give twelve digits',
    );
  });

  test('fails when the name cannot be part of the name of a stack', () => {
    expect(found({ name: 'eu west' })).toEqual([
      'error TB2203 prod/eu west: name of the placement is "eu west"; give letters, digits and hyphens: it is part of the names of stacks',
    ]);
  });
});

describe('a deployer whom its own policies would lock out (F18)', () => {
  const other = 'arn:aws:iam::999999999999:role/deployer';
  const agree = 'make assumeRoleArn and deployerArn agree';
  const differs = `terraform assumes ${other}, and the policies let in arn:aws:iam::${accountId}:role/deployer`;

  test.each([
    [
      '*',
      'nobody is let in as deployer "*"; give the ARN of a role, a user or the account root; of a session, the ARN of its role',
    ],
    [
      `arn:aws:sts::${accountId}:assumed-role/deployer/ci`,
      `nobody is let in as deployer "arn:aws:sts::${accountId}:assumed-role/deployer/ci"; give the ARN of a role, a user or the account root; of a session, the ARN of its role`,
    ],
    [
      other,
      `deployer ${other} is not of account ${accountId} in partition aws, whose keys it could not administer; name a role of account ${accountId}`,
    ],
  ])('fails when it is %s', (deployerArn, problem) => {
    expect(found({ deployerArn, assumeRoleArn: deployerArn })).toEqual([`error TB2204 prod/main: ${problem}`]);
  });

  test('fails when terraform assumes another role than the one that is let in', () => {
    expect(found({ assumeRoleArn: other })).toEqual([`error TB2204 prod/main: ${differs}; ${agree}`]);
  });

  test('fails when it is allowed without a reason', () => {
    expect(found({ assumeRoleArn: other, allowLockout: { reason: ' ' } })).toEqual([
      `error TB2204 prod/main: ${differs}, and allowLockout gives no reason; write the reason, or take allowLockout out`,
    ]);
  });

  test('is a warning that says the reason when it is allowed', () => {
    expect(found({ assumeRoleArn: other, allowLockout: { reason: 'the role moves in May' } })).toEqual([
      `warning TB2205 prod/main: ${differs}; allowed: the role moves in May; ${agree}`,
    ]);
  });

  test('passes when nothing is locked out, whatever is allowed', () => {
    expect(found({ allowLockout: { reason: '' } })).toEqual([]);
  });
});
