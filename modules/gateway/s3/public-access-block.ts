import type { PublicAccessBlock } from '../../core';
import { readXml, xmlText } from './xml';

export const nothingBlocked: PublicAccessBlock = { blockPublicPolicy: false, restrictPublicBuckets: false };

/** Reads the two settings that bear on policies. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export function readBlock(body: Buffer): PublicAccessBlock {
  const read = readXml(body.toString('utf8'));
  const isOn = (name: string): boolean => xmlText(read, 'PublicAccessBlockConfiguration', name) === 'true';
  return { blockPublicPolicy: isOn('BlockPublicPolicy'), restrictPublicBuckets: isOn('RestrictPublicBuckets') };
}
