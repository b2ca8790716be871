import { describe, expect, test } from '@jest/globals';
import { parseRange } from '../../../modules/evaluation/conditions/addresses';

describe('parseRange', () => {
  test.each([
    ['10.0.0.0/8', '10.255.255.255', true],
    ['10.0.0.0/8', '11.0.0.0', false],
    ['10.1.2.3/8', '10.0.0.1', true],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3', '10.1.2.4', false],
    ['0.0.0.0/0', '255.255.255.255', true],
    ['192.168.1.128/25', '192.168.1.127', false],
    ['2001:db8::/32', '2001:0DB8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '10.0.0.1', false],
    ['0.0.0.0/0', '::1', false],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['1::', '1:0:0:0:0:0:0:0', true],
    ['::ffff:10.0.0.0/104', '::ffff:10.1.2.3', true],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['10.0.0.0/8', '010.0.0.1', false],
    ['10.0.0.0/8', '10.0.0', false],
    ['10.0.0.0/8', '10.0.0.1/32', false],
  ])('%s includes %s: %s (F21)', (range, address, expected) => {
    expect(parseRange(range)?.includes(address)).toBe(expected);
  });

  test.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/08',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '::1:2:3:4:5:6:7:8',
    '::12345',
    '::g',
    'fe80::1%eth0',
    '::/129',
    '::10.0.0.256',
    '1:2:3:4:5:6:7:10.0.0.1',
    '*',
  ])('fails when it is %j', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });
});
