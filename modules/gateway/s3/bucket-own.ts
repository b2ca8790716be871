import { bucketPolicyLimitBytes, known, type Bucket } from '../../core';
import { compilePolicy } from '../../evaluation';
import { textReply, type Reply } from '../http/reply';
import { readJsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';
import { encryptionXml, readEncryptionXml } from './bucket-encryption';
import type { BucketCall } from './call';
import { s3ErrorReply, type S3Error } from './error';

type Own = (state: GatewayState, bucket: Bucket, body: Buffer) => Reply | S3Error;

const done: Reply = { status: 204, headers: [] };

/** The settings that the gateway keeps itself, because the emulator gets them wrong or does not need them. */
const owned: { readonly [operation: string]: Own } = {
  GetBucketPolicy: (_, { policy }) =>
    policy.known && policy.value !== undefined
      ? textReply(200, 'application/json', JSON.stringify(policy.value))
      : { status: 404, code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist' },
  PutBucketPolicy: putPolicy,
  DeleteBucketPolicy: (state, bucket) => {
    keep(state, { ...bucket, policy: known(undefined) });
    return done;
  },
  GetBucketEncryption: (_, { encryption }) =>
    textReply(200, 'application/xml', encryptionXml(encryption.known ? encryption.value : { algorithm: 'AES256' })),
  PutBucketEncryption: (state, bucket, body) => {
    const read = readEncryptionXml(body.toString('utf8'));
    if ('code' in read) return read;
    keep(state, { ...bucket, encryption: known(read) });
    return { status: 200, headers: [] };
  },
  DeleteBucketEncryption: (state, bucket) => {
    keep(state, { ...bucket, encryption: known({ algorithm: 'AES256' }) });
    return done;
  },
};

/** The answer to a request about one of our own settings; `undefined` when it is not ours. */
export function ownSetting(state: GatewayState, call: BucketCall, body: Buffer): Reply | undefined {
  const bucket = state.live.world.buckets.get(call.bucket);
  const answer = bucket && owned[call.operation]?.(state, bucket, body);
  return answer && 'code' in answer ? s3ErrorReply(answer, call.incoming.method, call.address.path) : answer;
}

function putPolicy(state: GatewayState, bucket: Bucket, body: Buffer): Reply | S3Error {
  const text = body.toString('utf8');
  const document = readJsonObject(text);
  if (document === undefined) return malformed("Policies must be valid JSON and the first byte must be '{'");
  if (body.length > bucketPolicyLimitBytes) return malformed('Policy exceeds the maximum allowed document size.');
  const compiled = compilePolicy('bucket policy', 'resource', document);
  const [mistake] = compiled.diagnostics;
  if (mistake) return malformed(mistake.message);
  const isPublic = compiled.statements.some(({ effect, publicness }) => effect === 'Allow' && publicness > 0);
  if (isPublic && bucket.publicAccessBlock.known && bucket.publicAccessBlock.value.blockPublicPolicy) {
    return { status: 403, code: 'AccessDenied', message: 'Access Denied' };
  }
  keep(state, { ...bucket, policy: known(document) });
  return done;
}

function malformed(message: string): S3Error {
  return { status: 400, code: 'MalformedPolicy', message };
}

function keep(state: GatewayState, bucket: Bucket): void {
  state.live.change({ buckets: withEntry(state.live.world.buckets, bucket.name, bucket) });
}
