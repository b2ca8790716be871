import { isIP } from 'node:net';
import { sure, type Trilean } from './trilean';

/** Whether an address lies in a range; a bare address is a range of one; families never mix. */
export function inRange(given: string, range: string): Trilean {
  const address = bits(given);
  const wanted = rangeOf(range);
  if (address === undefined || wanted === undefined) return 'maybe';
  return sure(address.length === wanted.width && address.startsWith(wanted.prefix));
}

/** Whether a text is an address or a range. */
export function isRange(text: string): boolean {
  return rangeOf(text) !== undefined;
}

interface Range {
  readonly width: number;
  readonly prefix: string;
}

function rangeOf(text: string): Range | undefined {
  const [, base = '', length] = /^([^/]+)(?:\/(\d+))?$/.exec(text) ?? [];
  const all = bits(base);
  const kept = length === undefined ? all?.length : Number(length);
  if (all === undefined || kept === undefined || kept > all.length) return undefined;
  return { width: all.length, prefix: all.slice(0, kept) };
}

/** The address as a row of 32 or 128 noughts and ones. */
function bits(address: string): string | undefined {
  const family = isIP(address);
  if (family === 4)
    return address
      .split('.')
      .map((part) => binary(Number(part), 8))
      .join('');
  if (family === 6)
    return groups(address)
      .map((group) => binary(Number.parseInt(group, 16), 16))
      .join('');
  return undefined;
}

function binary(value: number, width: number): string {
  return value.toString(2).padStart(width, '0');
}

/** The eight groups, the `::` written out. */
function groups(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  if (tail === undefined) return before;
  const after = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}
