import type { ObjectEncryption } from '../../evaluation';

/** A fixed one, so that what was shown can be turned back without having been remembered. */
const mask = [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834] as const;
const digest = /(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])/g;

/** Whether an object has an ETag that is not made of its data alone. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html */
export function hasOpaqueETag(encryption: ObjectEncryption | undefined): boolean {
  const kind = encryption?.kind;
  return kind === 'aws:kms' || kind === 'aws:kms:dsse' || kind === 'SSE-C';
}

/**
 * Turns the ETags in a text: those that the emulator makes into those that are shown, and those back again. The number
 * of parts, weakness and quotes stay.
 */
export function turnETags(text: string): string {
  return text.replace(digest, turned);
}

function turned(hex: string): string {
  // In words of 32 bits: a BigInt costs as much as the rest of an answer's headers.
  return mask
    .map((word, at) => ((parseInt(hex.slice(8 * at, 8 * at + 8), 16) ^ word) >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

const element = /<(?:\w+:)?ETag(?:\s[^<>]*)?>(?:<!\[CDATA\[)?[^<]*/g;

/** Turns what stands in the ETag elements of a document, and leaves every other sign of it alone. */
export function turnETagElements(document: string): string {
  return document.replace(element, turnETags);
}
