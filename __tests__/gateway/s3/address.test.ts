import { describe, expect, test } from '@jest/globals';
import { s3Address } from '../../../modules/gateway/s3/address';

function addressOf(path: string, host = '127.0.0.1:4566') {
  return s3Address({ path, query: [] }, host);
}

describe('the address of an S3 request', () => {
  test.each([
    'corp-acme.s3.eu-west-1.amazonaws.com',
    'corp-acme.s3-eu-west-1.amazonaws.com',
    'corp-acme.s3.amazonaws.com:443',
    'corp-acme.s3.dualstack.eu-west-1.amazonaws.com',
    'corp-acme.s3-accelerate.amazonaws.com',
    'corp-acme.s3.cn-north-1.amazonaws.com.cn',
    'corp-acme.localhost:4566',
    'corp-acme.s3.localhost',
    'corp-acme.s3.localhost.localstack.cloud:4566',
    'corp-acme.s3.eu-west-1.localhost.localstack.cloud',
    'corp-acme.127.0.0.1:4566',
    'CORP-ACME.S3.LOCALHOST',
  ])('takes the bucket from the host %s', (host) => {
    expect(addressOf('/a/b', host)).toEqual({ bucket: 'corp-acme', key: 'a/b', path: '/corp-acme/a/b' });
    expect(addressOf('/', host)).toEqual({ bucket: 'corp-acme', path: '/corp-acme/' });
  });

  test('lets a bucket have dots', () => {
    expect(addressOf('/k', 'a.b.c.s3.eu-west-1.amazonaws.com').bucket).toBe('a.b.c');
  });

  test.each([
    '127.0.0.1:4566',
    'localhost',
    'localhost.localstack.cloud',
    's3.localhost.localstack.cloud',
    's3.amazonaws.com',
    's3.eu-west-1.amazonaws.com',
    'gateway.example',
    '',
  ])('takes the bucket from the path under the host %j', (host) => {
    expect(addressOf('/corp-acme/a', host)).toEqual({ bucket: 'corp-acme', key: 'a', path: '/corp-acme/a' });
    expect(addressOf('/', host)).toEqual({ path: '/' });
  });

  test.each([
    ['/b//k', '/k'],
    ['/b/..', '..'],
    ['/b/a%2F%252F', 'a/%2F'],
    ['/b/+', '+'],
  ])('decodes the key of %s once', (path, key) => {
    expect(addressOf(path)).toEqual({ bucket: 'b', key, path });
  });

  test('names no bucket where one is missing', () => {
    expect(addressOf('//corp-acme/k')).toEqual({ bucket: '', key: 'corp-acme/k', path: '//corp-acme/k' });
  });
});
