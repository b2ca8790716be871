import { describe, expect, test } from '@jest/globals';
import {
  describeAccount,
  describeBucket,
  describeRole,
  describeUser,
  known,
  unknown,
  type Account,
  type NamedDocument,
  type WorldParts,
} from '../../../modules/core';
import { compile, judgeGuardrails, whoCan } from '../../../modules/evaluation';
import { named, placement, platformAccount, region, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';

const object = 'arn:aws:s3:::corp-acme/file';
const organization = known({ id: 'o-1', managementAccountId: '999999999999' });
const fullAccess = named('FullAWSAccess', [{ Sid: 'Full', Effect: 'Allow', Action: '*', Resource: '*' }]);
const noReads = named('NoReads', [{ Sid: 'NoReads', Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }]);
const noStrangers = named('NoStrangers', [
  {
    Sid: 'NoReaders',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
  },
]);

function verdict(
  account: Partial<Account>,
  more: WorldParts = {},
  principal = roleArnOf('acme-reader'),
): string | undefined {
  const accounts = [describeAccount({ id: platformAccount, ...account })];
  const world = compile(tenantWorld(['acme'], { ...more, accounts }));
  return whoCan(world, 's3:GetObject', object).find((one) => one.principal === principal)?.verdict;
}

function levels(...policies: readonly NamedDocument[]): Account['serviceControlPolicies'] {
  return known([{ name: 'r-root', policies }]);
}

describe('the policies of an organization', () => {
  test('bind the principals of an account', () => {
    expect(verdict({ organization, serviceControlPolicies: levels(fullAccess) })).toBe('allow');
    expect(verdict({ organization, serviceControlPolicies: levels(fullAccess, noReads) })).toBe('deny');
    expect(verdict({ organization, serviceControlPolicies: levels() })).toBe('deny');
    expect(verdict({ organization, serviceControlPolicies: unknown('not read') })).toBe('unknown');
  });

  test('do not bind the management account', () => {
    const management = known({ id: 'o-1', managementAccountId: platformAccount });
    expect(verdict({ organization: management, serviceControlPolicies: levels(noReads) })).toBe('allow');
    expect(verdict({ organization: unknown('not read'), serviceControlPolicies: levels(noReads) })).toBe('deny');
  });

  test('guard the resources of an account, against who is not of the organization', () => {
    const resourceControlPolicies = levels(noStrangers);
    expect(verdict({ organization, resourceControlPolicies })).toBe('allow');
    expect(verdict({ resourceControlPolicies })).toBe('deny');
    expect(verdict({ organization: unknown('not read'), resourceControlPolicies })).toBe('unknown');
  });

  test('are not there for an account that is not described, whose organization is not known', () => {
    const guest = describeRole({
      arn: 'arn:aws:iam::444455556666:role/guest',
      identityPolicies: known([fullAccess]),
    });
    const open = describeBucket({
      name: 'corp-acme',
      accountId: platformAccount,
      region,
      policy: known({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: { AWS: guest.arn }, Action: 's3:GetObject', Resource: object },
      }),
      encryption: known({ algorithm: 'AES256' }),
    });
    const more: WorldParts = {
      principals: [guest],
      buckets: [open],
      tenants: [{ id: 'acme', bucket: 'other', keyArn: known('') }],
    };
    const account = { organization, resourceControlPolicies: levels(noStrangers) };
    expect(verdict({}, more, guest.arn)).toBe('allow');
    expect(verdict(account, more, guest.arn)).toBe('deny');
    expect(verdict(account, { ...more, complete: false }, guest.arn)).toBe('unknown');
  });
});

describe('judgeGuardrails', () => {
  const need = { principal: placement.deployerArn, action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::corp-acme' };

  function judge(account: Partial<Account>, ...needs: Parameters<typeof judgeGuardrails>[1]) {
    const accounts = [describeAccount({ id: platformAccount, organization, ...account })];
    return judgeGuardrails(compile(tenantWorld([], { accounts })), needs.length > 0 ? needs : [need]);
  }

  test('passes what the organization does not refuse, whatever all other policies say', () => {
    const stranger = { ...need, principal: roleArnOf('nobody') };
    expect(judge({}, need, stranger).map((one) => one.verdict)).toEqual(['passes', 'passes']);
  });

  test('names the statement that refuses, and the resource’s own guardrails', () => {
    const statement = { Sid: 'KeepPolicies', Effect: 'Deny', Action: 's3:PutBucketPolicy', Resource: '*' } as const;
    const scp = judge({ serviceControlPolicies: levels(fullAccess, named('Keep', [statement])) });
    expect(scp).toMatchObject([
      {
        verdict: 'refused',
        blockers: [{ policy: 'service control policy of r-root: Keep', statement: 'KeepPolicies' }],
      },
    ]);
    const rcp = judge({ resourceControlPolicies: levels(named('Keep', [{ ...statement, Principal: '*' }])) });
    expect(rcp).toMatchObject([
      { verdict: 'refused', blockers: [{ policy: 'resource control policy of r-root: Keep' }] },
    ]);
  });

  test('names the level that does not allow', () => {
    const onlyReads = named('OnlyReads', [{ Sid: 'Reads', Effect: 'Allow', Action: 's3:Get*', Resource: '*' }]);
    const [judgement] = judge({
      serviceControlPolicies: known([
        { name: 'r-root', policies: [fullAccess] },
        { name: 'ou-team', policies: [onlyReads] },
      ]),
    });
    expect(judgement).toMatchObject({
      verdict: 'refused',
      blockers: [{ statement: 'service control policies of ou-team' }],
    });
  });

  test('takes the region and account of the request from the one who asks', () => {
    const statement = {
      Sid: 'Here',
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
    } as const;
    const serviceControlPolicies = levels(fullAccess, named('Here', [statement]));
    const there = { ...need, context: { values: { 'aws:RequestedRegion': 'us-east-1' }, unknown: [] } };
    const here = { ...need, context: { values: { 'aws:RequestedRegion': region }, unknown: [] } };
    expect(judge({ serviceControlPolicies }, here, there, need).map((one) => one.verdict)).toEqual([
      'passes',
      'refused',
      'unknown',
    ]);
    const foreign = { ...need, resourceAccountId: '444455556666' };
    expect(judge({ resourceControlPolicies: levels(noStrangers) }, foreign).map((one) => one.verdict)).toEqual([
      'passes',
    ]);
  });

  test('is unknown for policies that are not known, and for a name that is none', () => {
    expect(judge({ serviceControlPolicies: unknown('not read') })).toMatchObject([
      { verdict: 'unknown', blockers: [{}, {}] },
    ]);
    expect(judge({}, { ...need, principal: 'somebody' })).toMatchObject([
      { verdict: 'unknown', blockers: [{ statement: 'principal' }] },
    ]);
  });

  test('judges a service principal, which only the resource’s side binds', () => {
    const resource = `arn:aws:kms:${region}:${platformAccount}:key/k`;
    const service = { principal: 'logging.s3.amazonaws.com', action: 'kms:GenerateDataKey', resource };
    const bucket = { ...service, action: 's3:PutObject', resource: object };
    const serviceControlPolicies = levels();
    expect(judge({ serviceControlPolicies }, service, bucket).map((one) => one.verdict)).toEqual(['passes', 'passes']);
  });
});

describe('a principal', () => {
  test('is bounded by its permissions boundary, known or not', () => {
    const bounded = (permissionsBoundary: ReturnType<typeof describeRole>['permissionsBoundary']) => {
      const [reader] = tenantWorld(['acme']).principals.values();
      const original = tenantWorld(['acme']).principals.get(roleArnOf('acme-reader')) ?? reader;
      const principals = original?.kind === 'role' ? [{ ...original, permissionsBoundary }] : [];
      return verdict({}, { principals });
    };
    expect(bounded(known('none'))).toBe('allow');
    expect(bounded(known(fullAccess))).toBe('allow');
    expect(bounded(known(noReads))).toBe('deny');
    expect(bounded(unknown('not read'))).toBe('unknown');
    expect(bounded(known({ name: 'later', document: unknown('not applied yet') }))).toBe('unknown');
  });

  test('that is not described has policies that nobody knows, unless the world is complete', () => {
    const grantee = 'arn:aws:iam::111122223333:role/elsewhere';
    const policy = known({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Principal: { AWS: grantee }, Action: 's3:PutObject', Resource: object },
    });
    const buckets = [describeBucket({ name: 'corp-acme', accountId: platformAccount, region, policy })];
    const tenants = [{ id: 'acme', bucket: 'elsewhere', keyArn: known('') }];
    expect(verdict({}, { buckets, tenants, complete: false }, grantee)).toBe('unknown');
    expect(verdict({}, { buckets, tenants, complete: true }, grantee)).toBe('deny');
  });

  test('is told apart by its tags, unless they are not known', () => {
    const ann = (tags: ReturnType<typeof describeUser>['tags']) =>
      describeUser({
        arn: `arn:aws:iam::${platformAccount}:user/ann`,
        tags,
        identityPolicies: known([
          named('own', [
            {
              Sid: 'Own',
              Effect: 'Allow',
              Action: 's3:GetObject',
              Resource: 'arn:aws:s3:::corp-${aws:PrincipalTag/team}/*',
            },
          ]),
        ]),
      });
    const buckets = [describeBucket({ name: 'corp-acme', accountId: platformAccount, region })];
    const tenants = [{ id: 'acme', bucket: 'elsewhere', keyArn: known('') }];
    const can = (tags: ReturnType<typeof describeUser>['tags']) =>
      verdict({}, { buckets, tenants, principals: [ann(tags)] }, ann(tags).arn);
    expect([can(known({ team: 'acme' })), can(known({})), can(unknown('not read'))]).toEqual([
      'allow',
      'deny',
      'unknown',
    ]);
  });
});
