import { createHash, createHmac } from 'node:crypto';
import type { CredentialScope } from './canonical';

const limit = 1000;
const kept = new Map<string, Buffer>();

/** The key that signs for one day, Region and service; made once, because it costs four hashes. */
export function signingKey(secretAccessKey: string, { date, region, service }: CredentialScope): Buffer {
  const name = `${secretAccessKey}\n${date}\n${region}\n${service}`;
  const found = kept.get(name);
  if (found) return found;
  const key = hmac(hmac(hmac(hmac(`AWS4${secretAccessKey}`, date), region), service), 'aws4_request');
  if (kept.size >= limit) kept.clear();
  kept.set(name, key);
  return key;
}

export function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
