import { describe, expect, test } from '@jest/globals';
import { describeBucket, describeKey, known, unknown, type WorldParts } from '../../../modules/core';
import { compile } from '../../../modules/evaluation/world/compiled-world';
import { judgeGuardrails } from '../../../modules/evaluation/world/guardrails';
import type { PrincipalAnswer } from '../../../modules/evaluation/world/who-can';
import { whoCan } from '../../../modules/evaluation/world/who-can';
import {
  bucketNameOf,
  keyArnOf,
  named,
  platformAccount,
  region,
  roleArnOf,
  tenantWorld,
} from '../../../tools/bench/tenant-worlds';

const bucket = `arn:aws:s3:::${bucketNameOf('acme')}`;
const object = `${bucket}/file`;
const key = keyArnOf('acme');
/** Named by policies, and nothing is known of its own. */
const guest = `arn:aws:iam::${platformAccount}:role/guest`;
const stranger = 'arn:aws:iam::444455556666:role/stranger';

function answerOf(principal: string, action: string, resource: string, more: WorldParts): PrincipalAnswer | undefined {
  const world = compile(tenantWorld(['acme'], { complete: false, ...more }));
  return whoCan(world, action, resource).find((one) => one.principal === principal);
}

function verdictOf(principal: string, action: string, resource: string, more: WorldParts): string | undefined {
  return answerOf(principal, action, resource, more)?.verdict;
}

function policyOf(...statements: readonly object[]) {
  return known({ Version: '2012-10-17', Statement: statements });
}

/** The tenant's bucket with other statements, its objects under the tenant's key unless they lie open. */
function bucketWith(statements: readonly object[], { encrypted = true } = {}): WorldParts {
  const policy = policyOf(...statements);
  const encryption = encrypted
    ? known({ algorithm: 'aws:kms' as const, keyId: known(key), bucketKeyEnabled: known(true) })
    : known({ algorithm: 'AES256' as const });
  const owned = { name: bucketNameOf('acme'), accountId: platformAccount, region, encryption, policy };
  const tenants = encrypted ? [] : [{ id: 'acme', bucket: '', keyArn: known('') }];
  return { buckets: [describeBucket(owned)], ...(encrypted ? {} : { tenants }) };
}

const mention = { Effect: 'Deny', Principal: { AWS: [guest, stranger] }, Action: 's3:DeleteBucket', Resource: '*' };
const somewhere = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };

describe('a principal whose own policies are not known', () => {
  test('is denied what the key gives nobody of its account, and the key policy is the reason', () => {
    const more = bucketWith([mention]);
    expect(answerOf(guest, 's3:GetObject', object, more)).toEqual({
      principal: guest,
      verdict: 'deny',
      reasons: [
        {
          policy: 'implicit',
          statement: 'resourcePolicy',
          effect: 'Deny',
          why: `the key policy does not allow ${guest} kms:Decrypt on ${key}, and no grant covers it`,
        },
      ],
    });
    expect(verdictOf(guest, 'kms:Decrypt', key, more)).toBe('deny');
    expect(verdictOf(guest, 's3:PutObject', object, more)).toBe('deny');
  });

  test('stays unknown where its own policies may allow, and where they may deny what is allowed', () => {
    expect(verdictOf(guest, 's3:DeleteObject', object, bucketWith([mention]))).toBe('unknown');
    expect(verdictOf(guest, 's3:GetObject', object, bucketWith([mention], { encrypted: false }))).toBe('unknown');
    const opened = { Effect: 'Allow', Principal: { AWS: guest }, Action: 's3:GetObject', Resource: `${bucket}/*` };
    expect(verdictOf(guest, 's3:GetObject', object, bucketWith([opened], { encrypted: false }))).toBe('unknown');
    expect(verdictOf(guest, 's3:GetObject', object, bucketWith([opened]))).toBe('deny');
  });

  test('is denied in another account whose resource does not let it in', () => {
    expect(answerOf(stranger, 's3:DeleteObject', object, bucketWith([mention]))).toEqual({
      principal: stranger,
      verdict: 'deny',
      reasons: [
        {
          policy: 'implicit',
          statement: 'resourcePolicy',
          effect: 'Deny',
          why: `the resource policy does not allow ${stranger} s3:DeleteObject on ${object}`,
        },
      ],
    });
  });

  test('may create grants where the key lets it choose their terms, and cannot where it does not', () => {
    const keyWith = (principal: string): WorldParts => ({
      ...bucketWith([mention]),
      keys: [
        describeKey({
          arn: key,
          policy: policyOf({
            Effect: 'Allow',
            Principal: { AWS: platformAccount },
            Action: 'kms:CreateGrant',
            Resource: '*',
            Condition: {
              ArnEquals: { 'aws:PrincipalArn': principal },
              StringEquals: { 'kms:GranteePrincipal': roleArnOf('acme-reader') },
            },
          }),
        }),
      ],
    });
    expect(verdictOf(guest, 'kms:CreateGrant', key, keyWith(guest))).toBe('unknown');
    expect(verdictOf(guest, 'kms:CreateGrant', key, keyWith(stranger))).toBe('deny');
  });
});

describe('a condition key that nobody knows', () => {
  const readable = { Effect: 'Allow', Principal: { AWS: stranger }, Action: 's3:GetObject', Resource: `${bucket}/*` };
  const fenced = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { NotIpAddress: somewhere.IpAddress },
  };
  const everything = named('own', [{ Sid: 'All', Effect: 'Allow', Action: '*', Resource: '*' }]);
  const reader = roleArnOf('acme-reader');
  const writer = roleArnOf('acme-writer');

  test('keeps an answer open that it decides, for an allow and for a deny', () => {
    const allowed = { ...readable, Principal: '*', Condition: somewhere };
    const open = bucketWith([allowed], { encrypted: false });
    expect(verdictOf('anonymous', 's3:GetObject', object, open)).toBe('unknown');
    expect(verdictOf(reader, 's3:GetObject', object, bucketWith([fenced]))).toBe('unknown');
  });

  test('is no matter where nothing allows, whatever its value', () => {
    const answer = answerOf(writer, 's3:GetObject', object, bucketWith([fenced]));
    expect(answer?.verdict).toBe('deny');
    expect(answer?.reasons.map(({ statement }) => statement)).toEqual(['identityPolicies', 'resourcePolicy']);
    expect(verdictOf('anonymous', 's3:GetObject', object, bucketWith([fenced], { encrypted: false }))).toBe('deny');
  });

  test('is no matter where a level of the organization does not allow', () => {
    const fence = named('Fence', [
      { Sid: 'Fence', Effect: 'Deny', Action: '*', Resource: '*', Condition: fenced.Condition },
    ]);
    const judgement = (...policies: readonly (typeof fence)[]) => {
      const world = tenantWorld(['acme']);
      const [account] = world.accounts.values();
      const levels = known([{ name: 'r-root', policies }]);
      const accounts = account ? [{ ...account, serviceControlPolicies: levels }] : [];
      const need = { principal: reader, action: 's3:GetObject', resource: object, resourceAccountId: platformAccount };
      return judgeGuardrails(compile(tenantWorld(['acme'], { accounts })), [need]).map(({ verdict, blockers }) => [
        verdict,
        ...blockers.map((one) => one.why),
      ]);
    };
    expect(judgement(fence)).toEqual([
      ['refused', `this level of service control policies does not allow s3:GetObject on ${object}`],
    ]);
    expect(judgement(fence, everything)).toEqual([
      ['unknown', 'may deny s3:GetObject: cannot judge NotIpAddress aws:SourceIp'],
    ]);
  });
});

describe('what is not known of the resource', () => {
  const unreadable = { Effect: 'allow', Principal: { AWS: guest }, Action: 's3:GetObject', Resource: `${bucket}/*` };

  test('keeps an answer open: a statement whose Effect cannot be read may allow', () => {
    const open = { ...bucketWith([unreadable], { encrypted: false }), complete: true };
    expect(verdictOf(guest, 's3:GetObject', object, open)).toBe('unknown');
    expect(verdictOf(guest, 's3:DeleteObject', object, open)).toBe('deny');
  });

  test('is no matter to Block Public Access where nothing allows', () => {
    const allowed = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${bucket}/*` };
    const parts = bucketWith([allowed], { encrypted: false });
    const publicAccessBlock = unknown('not read');
    const more = { ...parts, buckets: (parts.buckets ?? []).map((one) => ({ ...one, publicAccessBlock })) };
    expect(verdictOf('anonymous', 's3:GetObject', object, more)).toBe('unknown');
    expect(answerOf('anonymous', 's3:DeleteObject', object, more)).toMatchObject({
      verdict: 'deny',
      reasons: [{ policy: 'implicit', statement: 'resourcePolicy' }],
    });
  });
});
