import { describe, expect, test } from '@jest/globals';
import { byText, keyName, listed, ofTenant, principalName, statementIn } from '../../modules/review/words';

const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234';

describe('words', () => {
  test.each<[readonly string[], string]>([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [['a', 'b', 'c', 'd'], 'a, b and 2 more'],
  ])('list %j', (words, text) => {
    expect(listed(words, words.length > 3 ? 2 : 5)).toBe(text);
  });

  test.each([
    ['arn:aws:iam::111122223333:role/app', 'role/app'],
    ['arn:aws:iam::444455556666:role/app', 'role/app of account 444455556666'],
    ['arn:aws:iam::444455556666:root', 'account 444455556666'],
    ['anonymous', 'anyone without credentials'],
    ['anyone else in 111122223333', 'anyone else in 111122223333'],
  ])('call %s %s', (principal, name) => {
    expect(principalName(principal, '111122223333')).toBe(name);
  });

  test('call a key by its id, and one that is not made yet by its address', () => {
    expect(keyName(keyArn)).toBe('key/1234');
    expect(keyName('arn:aws:kms:eu-west-1:111122223333:key/module.m.aws_kms_key.k')).toBe('module.m.aws_kms_key.k');
    expect(keyName('alias/a')).toBe('alias/a');
    expect(statementIn(`key policy of ${keyArn}`, 'Use')).toBe('Use of the key policy of key/1234');
    expect(statementIn('bucket policy of data', '0')).toBe('0 of the bucket policy of data');
  });

  test('say whose a thing is', () => {
    expect([ofTenant('bucket a', 'acme'), ofTenant('bucket a', undefined)]).toEqual([
      'bucket a of tenant acme',
      'bucket a',
    ]);
  });

  test('order by code unit', () => {
    expect(['b', 'a', 'B', 'a'].sort(byText)).toEqual(['B', 'a', 'a', 'b']);
  });
});
