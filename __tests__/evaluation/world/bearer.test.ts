import { describe, expect, test } from '@jest/globals';
import { describeRole, describeSession, known, unknown, type Fact, type Tags } from '../../../modules/core';
import { compile } from '../../../modules/evaluation/world/compiled-world';
import { whoCan } from '../../../modules/evaluation/world/who-can';
import { named, platformAccount, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';
import { plainBucket } from '../../support/object-requests';

const sessionArn = `arn:aws:sts::${platformAccount}:assumed-role/app/s`;
const object = 'arn:aws:s3:::corp-acme/file';

function verdict(roleTags: Fact<Tags>, sessionTags: Fact<Tags>): string | undefined {
  const statement = {
    Sid: 'Own',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'acme' } },
  } as const;
  const policies = [named('own', [statement]), { name: 'none', document: known(undefined) }];
  const role = describeRole({ arn: roleArnOf('app'), tags: roleTags, identityPolicies: known(policies) });
  const session = describeSession({ arn: sessionArn, roleArn: role.arn, tags: sessionTags });
  const parts = {
    principals: [role, session],
    buckets: [plainBucket()],
    tenants: [{ id: 'acme', bucket: '', keyArn: known('') }],
  };
  return whoCan(compile(tenantWorld(['acme'], parts)), 's3:GetObject', object).find(
    ({ principal }) => principal === sessionArn,
  )?.verdict;
}

describe('the tags of a session', () => {
  test('win over those of its role', () => {
    expect(verdict(known({ team: 'acme' }), known({}))).toBe('allow');
    expect(verdict(known({ team: 'other' }), known({ team: 'acme' }))).toBe('allow');
    expect(verdict(known({ team: 'acme' }), known({ team: 'other' }))).toBe('deny');
  });

  test('are not known while either’s are not', () => {
    expect(verdict(unknown('not read'), known({}))).toBe('unknown');
    expect(verdict(known({ team: 'acme' }), unknown('not read'))).toBe('unknown');
  });
});

describe('a principal whose name is none', () => {
  test('is asked nothing', () => {
    const world = compile(tenantWorld(['acme'], { principals: [describeRole({ arn: 'app' })] }));
    expect(whoCan(world, 's3:GetObject', object).map(({ principal }) => principal)).not.toContain('app');
  });
});
