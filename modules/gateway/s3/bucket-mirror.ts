import { known, type Bucket, type ObjectOwnership } from '../../core';
import type { GatewayState } from '../state/gateway-state';
import { withEntry, withoutEntry } from '../state/live-world';
import type { BucketCall } from './call';
import { isElement, readXml, xmlText } from './xml';

const nothingBlocked = { blockPublicPolicy: false, restrictPublicBuckets: false };

type Change = (bucket: Bucket, body: Buffer) => Bucket | undefined;

/** What the emulator has taken and decisions need to know. */
const changes: { readonly [operation: string]: Change } = {
  DeleteBucket: () => undefined,
  PutPublicAccessBlock: (bucket, body) => ({ ...bucket, publicAccessBlock: known(readBlock(body)) }),
  DeletePublicAccessBlock: (bucket) => ({ ...bucket, publicAccessBlock: known(nothingBlocked) }),
  PutBucketOwnershipControls: (bucket, body) => ({ ...bucket, objectOwnership: known(readOwnership(body)) }),
  DeleteBucketOwnershipControls: (bucket) => ({ ...bucket, objectOwnership: known('ObjectWriter') }),
};

/** Takes over what a successful request has changed in the bucket as it is now: others may have changed it meanwhile. */
export function mirrorBucket(state: GatewayState, { operation, bucket: name }: BucketCall, body: Buffer): void {
  const { buckets } = state.live.world;
  const change = changes[operation];
  const bucket = buckets.get(name);
  if (!change || !bucket) return;
  const changed = change(bucket, body);
  state.live.change({
    buckets: changed ? withEntry(buckets, bucket.name, changed) : withoutEntry(buckets, bucket.name),
  });
}

function readBlock(body: Buffer): typeof nothingBlocked {
  const read = readXml(body.toString('utf8'));
  const isOn = (name: string): boolean => xmlText(read, 'PublicAccessBlockConfiguration', name) === 'true';
  return { blockPublicPolicy: isOn('BlockPublicPolicy'), restrictPublicBuckets: isOn('RestrictPublicBuckets') };
}

function readOwnership(body: Buffer): ObjectOwnership {
  const controls = readXml(body.toString('utf8'))?.['OwnershipControls'];
  const text = isElement(controls) ? xmlText(controls, 'Rule', 'ObjectOwnership') : undefined;
  return text === 'BucketOwnerPreferred' || text === 'ObjectWriter' ? text : 'BucketOwnerEnforced';
}
