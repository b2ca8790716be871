import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checksumSigns, startChecksum } from '../../../modules/gateway/http/checksum';

/** The check values that the catalogues of these checksums give for "123456789". */
const checks: readonly (readonly [string, string])[] = [
  ['x-amz-checksum-crc32', 'cbf43926'],
  ['x-amz-checksum-crc32c', 'e3069283'],
  ['x-amz-checksum-crc64nvme', 'ae8b14860a799888'],
  ['x-amz-checksum-sha1', createHash('sha1').update('123456789').digest('hex')],
  ['x-amz-checksum-sha256', createHash('sha256').update('123456789').digest('hex')],
];

function digestOf(header: string, ...pieces: readonly Buffer[]): string {
  const checksum = startChecksum(header);
  for (const piece of pieces) checksum?.update(piece);
  return checksum?.digest() ?? '';
}

describe('a checksum', () => {
  test.each(checks)('%s of the usual digits is %s, and as long as announced', (header, hex) => {
    const digest = digestOf(header, Buffer.from('123456789'));
    expect(digest).toBe(Buffer.from(hex, 'hex').toString('base64'));
    expect(checksumSigns(header)).toBe(digest.length);
  });

  test('does not depend on how its bytes come', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...checks.map(([header]) => header)),
        fc.uint8Array({ maxLength: 300 }),
        fc.nat(300),
        (header, bytes, at) => {
          const whole = Buffer.from(bytes);
          expect(digestOf(header, whole.subarray(0, at), whole.subarray(at))).toBe(digestOf(header, whole));
        },
      ),
    );
  });

  test('of another name is not known', () => {
    expect(startChecksum('x-amz-checksum-md5')).toBeUndefined();
  });
});
