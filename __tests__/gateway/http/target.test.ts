import { describe, expect, test } from '@jest/globals';
import { parseTarget } from '../../../modules/gateway/http/target';

describe('a request target', () => {
  test.each([
    '/b//a',
    '/b/../c',
    '/b/./c',
    '/b/%252F',
    '/b/a%2Fb',
    '/b/+',
    '/b/%F0%9F%8D%8B',
    '/b//',
    "/b/!'()*~",
    '/b/a;b=c,d:e@f&g$h',
    `/b/${'k'.repeat(1024)}`,
  ])('keeps the path %s byte for byte', (path) => {
    expect(parseTarget(`${path}?x=1`)).toEqual({ path, query: [{ name: 'x', value: '1', raw: 'x=1' }] });
  });

  test('decodes parameters, and keeps how they were sent', () => {
    expect(parseTarget('/b?prefix=a%2Fb+c&uploads&empty=&a=b=c')?.query).toEqual([
      { name: 'prefix', value: 'a/b c', raw: 'prefix=a%2Fb+c' },
      { name: 'uploads', value: '', raw: 'uploads' },
      { name: 'empty', value: '', raw: 'empty=' },
      { name: 'a', value: 'b=c', raw: 'a=b=c' },
    ]);
  });

  test('may be absolute, as a client sends it to a proxy', () => {
    expect(parseTarget('http://111122223333.s3-control.invalid/v20180820/x?y')).toMatchObject({
      authority: '111122223333.s3-control.invalid',
      path: '/v20180820/x',
    });
    expect(parseTarget('HTTP://host')).toEqual({ authority: 'host', path: '/', query: [] });
  });

  test.each(['/b/%', '/b/%zz', '/b/%ff', '/b?x=%e0%a4', '*', 'b/k', 'ftp://host/', ''])('fails on %j', (target) => {
    expect(parseTarget(target)).toBeUndefined();
  });

  test('reads bytes that nobody encoded as UTF-8', () => {
    const raw = Buffer.from('/b/é?x=é').toString('latin1');
    expect(parseTarget(raw)?.query).toEqual([{ name: 'x', value: 'é', raw: Buffer.from('x=é').toString('latin1') }]);
    expect(parseTarget('/b/\xe9')).toBeUndefined();
  });
});
