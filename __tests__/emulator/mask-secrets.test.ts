import { describe, expect, test } from '@jest/globals';
import { maskSecrets } from '../../modules/emulator/mask-secrets';

describe('maskSecrets', () => {
  test.each([
    ['key AKIAIOSFODNN7EXAMPLE used', 'key AKIA**************** used'],
    ['aws_secret_access_key = abc/def+1', 'aws_secret_access_key = ****'],
    ['{"sessionToken":"abc"}', '{"sessionToken":"****"}'],
    ['proxy http://user:pw@host:3128/ refused', 'proxy http://****@host:3128/ refused'],
    ['nothing at http://127.0.0.1:4566/x@y', 'nothing at http://127.0.0.1:4566/x@y'],
  ])('%s', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked);
  });
});
