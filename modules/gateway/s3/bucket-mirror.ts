import { known, type Bucket, type ObjectOwnership } from '../../core';
import type { GatewayState } from '../state/gateway-state';
import { withEntry, withoutEntry } from '../state/live-world';
import type { mirroredSettingRows } from './catalogue/bucket-rows';
import { readBlock, nothingBlocked } from './public-access-block';
import { isElement, readXml, xmlText } from './xml';

type Mirrored = keyof typeof mirroredSettingRows;
type Change = (bucket: Bucket, body: Buffer) => Bucket | undefined;

/** What the emulator has taken and decisions need to know. */
const changes: { readonly [operation in Mirrored]: Change } = {
  DeleteBucket: () => undefined,
  PutPublicAccessBlock: (bucket, body) => ({ ...bucket, publicAccessBlock: known(readBlock(body)) }),
  DeletePublicAccessBlock: (bucket) => ({ ...bucket, publicAccessBlock: known(nothingBlocked) }),
  PutBucketOwnershipControls: (bucket, body) => ({ ...bucket, objectOwnership: known(readOwnership(body)) }),
  DeleteBucketOwnershipControls: (bucket) => ({ ...bucket, objectOwnership: known('ObjectWriter') }),
};

/** Takes over what a successful request has changed in the bucket as it is now: others may have changed it meanwhile. */
export function mirrorBucket(state: GatewayState, operation: Mirrored, name: string, body: Buffer): void {
  const bucket = state.live.world.buckets.get(name);
  if (!bucket) return;
  const changed = changes[operation](bucket, body);
  const { buckets } = state.live.world;
  state.live.change({
    buckets: changed ? withEntry(buckets, bucket.name, changed) : withoutEntry(buckets, bucket.name),
  });
  if (changed) return;
  state.texts.forget(bucket.name);
  state.objects.forgetBucket(bucket.name);
}

function readOwnership(body: Buffer): ObjectOwnership {
  const controls = readXml(body.toString('utf8'))?.['OwnershipControls'];
  const text = isElement(controls) ? xmlText(controls, 'Rule', 'ObjectOwnership') : undefined;
  return text === 'BucketOwnerPreferred' || text === 'ObjectWriter' ? text : 'BucketOwnerEnforced';
}
