import { describe, expect, test } from '@jest/globals';
import { TenantBucket } from '../../modules/constructs';
import {
  articleStatementsForEffectiveKey,
  articleStatementsForHeadersOnEveryWrite,
  policyDocument,
  type PolicyStatement,
  type Tenant,
} from '../../modules/core';
import { compilePolicy, decide, parsePrincipal, type RequestContext } from '../../modules/evaluation';
import { StackJudge, type Reading, type Sent } from '../support/judge-stack';
import { synthesizeIn } from '../support/synthesize';
import { accountId, acme, createdWriter, deployment, existingReader } from '../support/tenancy';

function judgeOf(changes: Partial<Tenant> = {}): StackJudge {
  const tenant = { ...acme, ...changes };
  return new StackJudge(
    synthesizeIn((stack) => {
      new TenantBucket(stack, 'acme', { tenant, placement: deployment });
    }),
  );
}

const standard = judgeOf();
const strict = judgeOf({ enforcement: 'strict' });
const keyArn = standard.keyArn('tenant acme');
const foreign = `arn:aws:kms:eu-west-1:${accountId}:key/foreign`;

/** `allow`, or the statements of the bucket policy that deny. */
function outcome(judge: StackJudge, sent: Sent, reading: Reading): string {
  const { decision, reasons } = judge.write(judge.role('corp-acme-app'), 'x', sent, reading);
  if (decision === 'allow') return decision;
  return reasons.flatMap((one) => (one.leg === 0 ? [one.statement] : [])).join(' ');
}

describe('the outcome of a write into a dedicated bucket (F13)', () => {
  test.each<readonly [string, Sent, string, string]>([
    ['no header', {}, 'allow', 'allow'],
    ['SSE-S3', { algorithm: 'AES256' }, 'DenyOtherAlgorithms', 'DenyOtherAlgorithms'],
    ['SSE-KMS without a key', { algorithm: 'aws:kms' }, 'DenyOtherKeys', 'DenyKmsWithoutKey'],
    ['the tenant’s key', { algorithm: 'aws:kms', keyArn }, 'allow', 'allow'],
    ['a foreign key (F14)', { algorithm: 'aws:kms', keyArn: foreign }, 'DenyOtherKeys', 'DenyOtherKeys'],
    ['a key of the client’s own', { customerKey: true }, 'DenyCustomerKeys', 'DenyCustomerKeys'],
    ['DSSE', { algorithm: 'aws:kms:dsse', keyArn }, 'DenyOtherAlgorithms', 'DenyOtherAlgorithms'],
  ])(
    'with %s is the same whatever S3 shows of the key, by one statement or another',
    (_, sent, effective, headerOnly) => {
      expect([outcome(standard, sent, 'effective'), outcome(standard, sent, 'headerOnly')]).toEqual([
        effective,
        headerOnly,
      ]);
    },
  );

  test.each<readonly [string, Sent, string, string]>([
    ['no header', {}, 'allow', 'DenyAllButOurKeys'],
    [
      'SSE-S3',
      { algorithm: 'AES256' },
      'DenyOtherAlgorithms DenyAllButOurKeys',
      'DenyOtherAlgorithms DenyAllButOurKeys',
    ],
    ['SSE-KMS without a key', { algorithm: 'aws:kms' }, 'DenyAllButOurKeys', 'DenyAllButOurKeys'],
    ['the tenant’s key', { algorithm: 'aws:kms', keyArn }, 'allow', 'allow'],
    ['a foreign key', { algorithm: 'aws:kms', keyArn: foreign }, 'DenyAllButOurKeys', 'DenyAllButOurKeys'],
    ['a key of the client’s own', { customerKey: true }, 'DenyAllButOurKeys', 'DenyAllButOurKeys'],
  ])(
    'of a strict tenant with %s needs the effective reading where no header is sent',
    (_, sent, effective, headerOnly) => {
      expect([outcome(strict, sent, 'effective'), outcome(strict, sent, 'headerOnly')]).toEqual([
        effective,
        headerOnly,
      ]);
    },
  );

  test('is a refusal at KMS when the Bucket Key is turned off (F15)', () => {
    const { decision, reasons } = standard.write(standard.role('corp-acme-app'), 'x', { bucketKey: false });
    expect(decision).toBe('implicitDeny');
    expect(new Set(reasons.map((one) => one.leg))).toEqual(new Set([1]));
  });
});

describe('a principal that exists already', () => {
  const analyst = standard.administrator(existingReader.arn);

  test('reads and lists from another account, and writes nothing', () => {
    expect(standard.read(analyst, 'x', keyArn).decision).toBe('allow');
    expect(standard.ask(analyst, 's3:ListBucket', undefined).decision).toBe('allow');
    expect(standard.write(analyst, 'x', {}).decision).toBe('implicitDeny');
  });

  test('is shut out while the tenant is suspended, as everybody but the deployer is', () => {
    const suspended = judgeOf({ state: 'suspended' });
    const asked = [analyst, suspended.role('corp-acme-app'), suspended.administrator()].flatMap((caller) => [
      suspended.ask(caller, 's3:GetObject', 'x').decision,
      suspended.ask(caller, 's3:ListBucket', undefined).decision,
    ]);
    expect(new Set(asked)).toEqual(new Set(['explicitDeny']));
    const deployer = suspended.administrator(deployment.deployerArn);
    expect(suspended.ask(deployer, 's3:DeleteObject', 'x').decision).toBe('allow');
  });

  test('that must carry tags is let in with them alone, at S3 and at KMS', () => {
    const arn = `arn:aws:iam::${accountId}:role/analyst`;
    const tagged = judgeOf({ principals: [{ kind: 'existing', arn, access: 'reader', principalTags: { team: 'a' } }] });
    const read = (tag: string | null): string => {
      const caller = { ...tagged.administrator(arn), context: { 'aws:PrincipalTag/team': tag } };
      return tagged.read(caller, 'x', tagged.keyArn('tenant acme')).decision;
    };
    expect([read('a'), read('b'), read(null)]).toEqual(['allow', 'implicitDeny', 'implicitDeny']);
  });

  test('that is named twice both reads and writes', () => {
    const { arn } = { arn: `arn:aws:iam::${accountId}:role/etl` };
    const both = judgeOf({
      principals: [
        { kind: 'existing', arn, access: 'reader' },
        { kind: 'existing', arn, access: 'writer' },
        createdWriter,
      ],
    });
    const etl = { arn, identityPolicy: { Version: '2012-10-17', Statement: [] } };
    expect(both.read(etl, 'x', both.keyArn('tenant acme')).decision).toBe('allow');
    expect(both.write(etl, 'x', {}).decision).toBe('allow');
  });
});

describe('the article’s own forms', () => {
  const algorithmKey = 's3:x-amz-server-side-encryption';
  const keyIdKey = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  const principal = parsePrincipal(`arn:aws:iam::${accountId}:role/app`);

  function decisionOf(statements: readonly PolicyStatement[], context: RequestContext): string {
    if (principal === undefined) throw new Error('no principal');
    const allow = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    return decide({
      request: {
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::corp-acme/x',
        resourceAccount: accountId,
        principal,
        context: { [algorithmKey]: null, [keyIdKey]: null, ...context },
      },
      identityPolicies: [compilePolicy('identity', 'identity', allow)],
      resourcePolicy: compilePolicy('bucket', 'resource', policyDocument(statements)),
    }).decision;
  }

  test('let header-less writes pass only where default encryption fills the key (F13)', () => {
    const statements = articleStatementsForEffectiveKey(deployment, 'corp-acme');
    expect(decisionOf(statements, { [keyIdKey]: keyArn })).toBe('allow');
    expect(decisionOf(statements, {})).toBe('explicitDeny');
    expect(decisionOf(statements, { [algorithmKey]: 'aws:kms', [keyIdKey]: foreign })).toBe('allow');
  });

  test('refuse header-less writes everywhere when they ask for headers', () => {
    const statements = articleStatementsForHeadersOnEveryWrite(deployment, 'corp-acme');
    expect(decisionOf(statements, { [keyIdKey]: keyArn })).toBe('explicitDeny');
    expect(decisionOf(statements, {})).toBe('explicitDeny');
    expect(decisionOf(statements, { [algorithmKey]: 'aws:kms', [keyIdKey]: keyArn })).toBe('allow');
  });
});
