import { known, type Bucket } from '../../core';
import { textReply, type Reply } from '../http/reply';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';
import { encryptionXml, readEncryptionXml } from './bucket-encryption';
import { hasPublicPolicy, readBucketPolicy } from './bucket-policy';
import type { BucketCall } from './call';
import type { ownSettingRows } from './catalogue/bucket-rows';
import type { S3Error } from './error';
import { xmlDocument } from './xml';

type Own = (state: GatewayState, bucket: Bucket, body: Buffer, call: BucketCall) => Reply | S3Error;

const taken: Reply = { status: 200, headers: [] };
const gone: Reply = { status: 204, headers: [] };
const namespace = { '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/' };

/** The settings that the gateway keeps itself, because the emulator gets them wrong or does not need them. */
export const ownSettings: { readonly [operation in keyof typeof ownSettingRows]: Own } = {
  GetBucketPolicy: (state, { name, policy }) => {
    if (!policy.known || policy.value === undefined) return noPolicy;
    return textReply(200, 'application/json', state.texts.policy(name) ?? JSON.stringify(policy.value));
  },
  PutBucketPolicy: (state, bucket, body) => {
    const text = body.toString('utf8');
    const document = readBucketPolicy(state, bucket, text);
    if (isError(document)) return document;
    keep(state, { ...bucket, policy: known(document) });
    state.texts.keepPolicy(bucket.name, text);
    return gone;
  },
  DeleteBucketPolicy: (state, bucket) => {
    keep(state, { ...bucket, policy: known(undefined) });
    state.texts.dropPolicy(bucket.name);
    return gone;
  },
  GetBucketPolicyStatus: (_, bucket) => {
    if (!bucket.policy.known || bucket.policy.value === undefined) return noPolicy;
    const status = { ...namespace, IsPublic: hasPublicPolicy(bucket) };
    return textReply(200, 'application/xml', xmlDocument('PolicyStatus', status));
  },
  GetBucketEncryption: (_, bucket) => textReply(200, 'application/xml', encryptionXml(bucket)),
  PutBucketEncryption: (state, bucket, body) => {
    const text = body.toString('utf8');
    const read = readEncryptionXml(text);
    if ('code' in read) return read;
    keep(state, { ...bucket, ...read });
    state.texts.keepEncryption(bucket.name, text);
    return taken;
  },
  DeleteBucketEncryption: (state, bucket) => {
    keep(state, { ...bucket, encryption: known({ algorithm: 'AES256' }) });
    state.texts.dropEncryption(bucket.name);
    return gone;
  },
  GetBucketLocation: (_, { region }) => {
    const place = region === 'us-east-1' ? '' : region;
    return textReply(200, 'application/xml', xmlDocument('LocationConstraint', { ...namespace, '#text': place }));
  },
  PutBucketAcl: (_, { objectOwnership }, __, { incoming }) => {
    if (objectOwnership.known && objectOwnership.value === 'BucketOwnerEnforced') return noAcls;
    return incoming.headers.get('x-amz-acl') === 'private' ? taken : aclsNotJudged;
  },
};

function isError(read: object): read is S3Error {
  return 'code' in read && 'status' in read && 'message' in read;
}

function keep(state: GatewayState, bucket: Bucket): void {
  state.live.change({ buckets: withEntry(state.live.world.buckets, bucket.name, bucket) });
}

const noPolicy: S3Error = { status: 404, code: 'NoSuchBucketPolicy', message: 'The bucket policy does not exist' };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const noAcls: S3Error = {
  status: 400,
  code: 'AccessControlListNotSupported',
  message: 'The bucket does not allow ACLs',
};
/** The answer to an ACL that would let in others. */
export const aclsNotJudged: S3Error = {
  status: 501,
  code: 'NotImplemented',
  message: 'The gateway takes no ACL but private: the engine does not judge ACLs.',
};
