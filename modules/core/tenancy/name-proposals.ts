import { brokenBucketNameRules } from './names';
import { stableSuffix } from './stable-hash';

const bucketNameLength = 63;
const tenantIdLength = 30;

/**
 * A name that S3 takes and that looks like the one that it refuses. It is only ever offered: another name is another
 * bucket. The same for one name, always.
 */
export function proposeBucketName(name: string): string {
  const plain = trimHyphens(
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-'),
  );
  const long = plain.length < 3 ? trimHyphens(`${plain}-bucket`) : shorten(plain, bucketNameLength - 4, name);
  const candidates = [long, `b-${long}`, `${long}-b`, `b-${long}-b`];
  return candidates.find((one) => brokenBucketNameRules(one).length === 0) ?? `b-${stableSuffix(name)}`;
}

/** An id that nobody else has, for two whose names collide. `seed` tells them apart. */
export function proposeTenantId(id: string, seed: string): string {
  return `${id.slice(0, tenantIdLength - 9).replace(/-+$/, '')}-${stableSuffix(seed)}`;
}

/** Cut, with a hash of the whole at the end: two long names stay two. */
function shorten(plain: string, length: number, name: string): string {
  return plain.length <= length ? plain : `${trimHyphens(plain.slice(0, length - 9))}-${stableSuffix(name)}`;
}

function trimHyphens(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}
