import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseArn } from '../../../modules/core';
import {
  inModule,
  moduleInstance,
  parseSteps,
  symbolOfAddress,
  withoutIndexes,
} from '../../../modules/plan/document/address';

describe('addresses', () => {
  test('are read step by step, indexes that look like steps included', () => {
    expect(parseSteps('module.m["a.b[0]"].aws_kms_key.k-1[2].arn')).toEqual([
      { name: 'module' },
      { name: 'm' },
      { index: 'a.b[0]' },
      { name: 'aws_kms_key' },
      { name: 'k-1' },
      { index: 2 },
      { name: 'arn' },
    ]);
    expect(parseSteps('data.x.y.0.z')).toContainEqual({ index: 0 });
  });

  test.each(['jsonencode(x)', 'a.b + 1', 'a[b.c]', 'a["b]', 'a..b', '"a"'])('are not %j', (text) => {
    expect(parseSteps(text)).toBeUndefined();
  });

  test('of modules lose their indexes and are taken apart', () => {
    expect(withoutIndexes('module.a["x.y"].module.b[0]')).toBe('module.a.module.b');
    expect(moduleInstance('module.a["x.y"].module.b[0]')).toEqual({ parent: 'module.a["x.y"]', call: 'b', index: 0 });
    expect(moduleInstance('module.a')).toEqual({ parent: '', call: 'a' });
    expect(moduleInstance('')).toBeUndefined();
    expect(inModule('module.a[1]', 'b', 'x')).toBe('module.a[1].module.b["x"]');
  });
});

describe('the symbol of an address', () => {
  test('breaks neither ARNs nor policies, and two addresses have two', () => {
    const keys = fc.string({ unit: 'binary', maxLength: 8 });
    fc.assert(
      fc.property(keys, keys, (one, other) => {
        const [first, second] = [one, other].map((index) => `aws_kms_key.k[${JSON.stringify(index)}]`);
        const symbol = symbolOfAddress(first ?? '');
        expect(JSON.parse(`"${symbol}"`)).toBe(symbol);
        expect(symbol).toMatch(/^[^*?$"\\]+$/);
        expect(parseArn(`arn:aws:kms:eu-west-1:1:key/${symbol}`)?.resource).toBe(`key/${symbol}`);
        expect(symbol === symbolOfAddress(second ?? '')).toBe(one === other);
      }),
    );
  });
});
