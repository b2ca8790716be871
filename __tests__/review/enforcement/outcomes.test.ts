import { describe, expect, test } from '@jest/globals';
import { dedicatedEnforcementStatements, known, policyDocument, type Bucket, type Tenant } from '../../../modules/core';
import { outcomesOf, type Outcomes } from '../../../modules/review/enforcement/outcomes';
import { bucketNameOf, keyArnOf, placement } from '../../../tools/bench/tenant-worlds';
import { twoTenants } from '../../support/tenant-plans';

const keyArns = [keyArnOf('a')];

function outcomes(parts: Partial<Bucket>): Outcomes {
  const [bucket] = [...twoTenants.buckets.values()].filter(({ name }) => name === bucketNameOf('a'));
  if (!bucket) throw new Error('the bucket is there');
  return outcomesOf({
    bucket: { ...bucket, ...parts },
    account: twoTenants.accounts.get(placement.accountId),
    places: [{ prefix: '', keyArns }],
    keys: [],
    writers: [],
  });
}

function standing(enforcement: Tenant['enforcement']): Partial<Bucket> {
  const statements = dedicatedEnforcementStatements({ placement, bucketName: bucketNameOf('a'), keyArns, enforcement });
  return { policy: known(policyDocument(statements)) };
}

function answers({ writes, ordinary }: Outcomes): readonly string[] {
  return [...writes, ...ordinary].map(({ probe, reading, answer }) => `${probe} ${reading} ${answer}`);
}

const refused = ['AES256', 'bareKms', 'otherKey', 'alias', 'customerKey', 'dualLayer', 'form', 'encryptionChange'];

describe('outcomes of the shipped statements', () => {
  test('are those of the table, under both readings', () => {
    const told = answers(outcomes(standing('standard')));
    const expected = refused.flatMap((probe) => [`${probe} effective denied`, `${probe} headerOnly denied`]);
    expect(told).toEqual([...expected, 'headerless effective passes', 'headerless headerOnly passes']);
  });

  test('differ in the strict form by what headers alone would tell', () => {
    const told = answers(outcomes(standing('strict')));
    expect(told.filter((line) => !line.includes('denied'))).toEqual(['headerless effective passes']);
  });

  test('require TLS', () => {
    expect(outcomes(standing('standard')).plainHttp).toBe('denied');
    expect(outcomes({ policy: known(undefined) }).plainHttp).toBe('passes');
  });
});

describe('outcomes of other buckets', () => {
  test('without a policy are that everything passes', () => {
    expect(answers(outcomes({ policy: known(undefined) })).every((line) => line.endsWith('passes'))).toBe(true);
  });

  test('count S3’s own block of customer keys', () => {
    const told = answers(outcomes({ policy: known(undefined), blockedEncryptionTypes: known(['SSE-C']) }));
    expect(told.filter((line) => line.endsWith('denied'))).toEqual([
      'customerKey effective denied',
      'customerKey headerOnly denied',
    ]);
  });

  test('count a write without headers among the wrong ones where the default is', () => {
    const { writes, ordinary } = outcomes({ policy: known(undefined), encryption: known({ algorithm: 'AES256' }) });
    expect(writes.map(({ probe }) => probe)).toContain('headerless');
    expect(ordinary).toEqual([]);
  });

  test('tell nothing where nobody writes at all', () => {
    const closed = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' };
    expect(outcomes({ policy: known(policyDocument([closed])) })).toMatchObject({ writes: [], ordinary: [] });
  });

  test('are not known where the policy is not', () => {
    const doubtful = {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { Strange: { 'aws:SecureTransport': 'x' } },
    };
    const { writes, plainHttp } = outcomes({ policy: known(policyDocument([doubtful])) });
    expect(new Set(writes.map(({ answer }) => answer))).toEqual(new Set(['unknown']));
    expect(plainHttp).toBe('unknown');
  });
});
