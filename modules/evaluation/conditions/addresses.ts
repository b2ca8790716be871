/** An IP address as the number of its bits: 32 or 128. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Whether an address lies in a range; the range was read before. */
export type RangeTest = (address: string) => boolean;

/** A range of addresses. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly prefix: number;
  readonly includes: RangeTest;
}

const octet = /^(0|[1-9]\d{0,2})$/;
const hextet = /^[0-9a-fA-F]{1,4}$/;
const prefixLength = /^(0|[1-9]\d{0,2})$/;

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; `undefined` when it is none. */
export function parseRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const length = slash < 0 ? String(address.bits) : text.slice(slash + 1);
  const prefix = Number(length);
  if (!prefixLength.test(length) || prefix > address.bits) return undefined;
  const shift = BigInt(address.bits - prefix);
  const network = address.value >> shift;
  return {
    bits: address.bits,
    prefix,
    includes: (other) => {
      const parsed = parseAddress(other);
      return parsed?.bits === address.bits && parsed.value >> shift === network;
    },
  };
}

function parseAddress(text: string): Address | undefined {
  if (!text.includes(':')) {
    const value = parseVersion4(text);
    return value === undefined ? undefined : { bits: 32, value };
  }
  const value = parseVersion6(text);
  return value === undefined ? undefined : { bits: 128, value };
}

function parseVersion4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((part) => octet.test(part) && Number(part) < 256)) return undefined;
  return octets.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseVersion6(text: string): bigint | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) return joined(hextets(text), [], 0);
  const head = hextets(text.slice(0, gap));
  const tail = hextets(text.slice(gap + 2));
  if (head === undefined || tail === undefined || head.length + tail.length > 7) return undefined;
  return joined(head, tail, 8 - head.length - tail.length);
}

function joined(head: readonly bigint[] | undefined, tail: readonly bigint[], zeros: number): bigint | undefined {
  if (head === undefined || head.length + zeros + tail.length !== 8) return undefined;
  const gap = Array.from({ length: zeros }, () => 0n);
  return [...head, ...gap, ...tail].reduce((sum, part) => (sum << 16n) | part, 0n);
}

/** The sixteen-bit parts of one side of a `::`, the last two perhaps written as a version 4 address. */
function hextets(text: string): readonly bigint[] | undefined {
  if (text === '') return [];
  const embedded = parseVersion4(text.slice(text.lastIndexOf(':') + 1));
  const parts = text.split(':').slice(0, embedded === undefined ? undefined : -1);
  if (parts.length > 8 || !parts.every((part) => hextet.test(part))) return undefined;
  const values = parts.map((part) => BigInt(`0x${part}`));
  return embedded === undefined ? values : [...values, embedded >> 16n, embedded & 0xffffn];
}
