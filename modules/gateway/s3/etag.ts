import type { ObjectEncryption } from '../../evaluation';

/** A fixed one, so that what was shown can be turned back without having been remembered. */
const mask = 0x9e3779b97f4a7c15f39cc0605cedc834n;
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
  return (BigInt(`0x${hex}`) ^ mask).toString(16).padStart(32, '0');
}

const element = /<(?:\w+:)?ETag(?:\s[^<>]*)?>(?:<!\[CDATA\[)?[^<]*/g;

/** Turns what stands in the ETag elements of a document, and leaves every other sign of it alone. */
export function turnETagElements(document: string): string {
  return document.replace(element, turnETags);
}
