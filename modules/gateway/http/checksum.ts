import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from './crc';

/** A checksum that grows with its bytes. */
export interface Checksum {
  update(bytes: Buffer): void;
  /** Base64, as S3's headers have it. */
  digest(): string;
}

/** The checksums of S3, by the names of their headers. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html */
const checksums: { readonly [header: string]: { readonly lengthBytes: number; readonly start: () => Checksum } } = {
  'x-amz-checksum-crc32': { lengthBytes: 4, start: startCrc32 },
  'x-amz-checksum-crc32c': { lengthBytes: 4, start: () => new Crc32c() },
  'x-amz-checksum-crc64nvme': { lengthBytes: 8, start: () => new Crc64Nvme() },
  'x-amz-checksum-sha1': { lengthBytes: 20, start: () => startHash('sha1') },
  'x-amz-checksum-sha256': { lengthBytes: 32, start: () => startHash('sha256') },
};

/** `undefined` when no checksum has a header of that name. */
export function startChecksum(header: string): Checksum | undefined {
  return checksums[header]?.start();
}

/** How many signs a checksum's value has. */
export function checksumSigns(header: string): number {
  return Math.ceil((checksums[header]?.lengthBytes ?? 0) / 3) * 4;
}

function startHash(algorithm: 'sha1' | 'sha256'): Checksum {
  const hash = createHash(algorithm);
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('base64'),
  };
}

function startCrc32(): Checksum {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    digest() {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
}
