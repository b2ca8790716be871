import { startGateway, type GatewaySettings } from '../../../modules/gateway';
import type { Vector } from '../../vectors/read-vectors';
import { Administration, codeOf, Refused } from './administration';
import { requestOf } from './ask';
import { makeCaller } from './callers';
import { obstacleOf } from './inexpressible';
import { closeKeys, makeAliases, makeBuckets, makeKeys } from './places';
import { send, type WireAnswer } from './signed-request';
import { contextList, contextText, wireCase, type WireCase } from './wire-case';

/** What came of a vector on the wire. */
export type Outcome =
  | { readonly kind: 'agrees' }
  | { readonly kind: 'disagrees'; readonly why: string }
  /** It could not be asked. */
  | { readonly kind: 'not asked'; readonly why: string };

/** Builds the world of a vector by requests, makes its request, and compares the answer. */
export async function runVector(upstream: string, vector: Vector): Promise<Outcome> {
  const one = wireCase(vector);
  const obstacle = obstacleOf(one);
  if (obstacle !== undefined) return { kind: 'not asked', why: obstacle };
  const region = contextText(one, 'aws:RequestedRegion') ?? 'eu-central-1';
  await using gateway = await startGateway({ upstream, region, settings: settingsOf(one) });
  const admin = new Administration(gateway.endpoint, region);
  try {
    return judge(vector, one, await ask(admin, one));
  } catch (error) {
    if (error instanceof Refused) return { kind: 'not asked', why: `${error.step} answers ${error.code}` };
    throw error;
  }
}

async function ask(admin: Administration, one: WireCase): Promise<WireAnswer> {
  const credentials = await makeCaller(admin, one);
  const grantIds = await makeKeys(admin, one);
  await makeAliases(admin, one, [...contextList(one, 'kms:ResourceAliases'), ...contextList(one, 'kms:RequestAlias')]);
  if (one.action.startsWith('s3:')) await makeBuckets(admin, one);
  await closeKeys(admin, one);
  // Whoever has prepared the case may hold Bucket Keys by now.
  if (one.legs.length > 0) await admin.control('POST', 'reset', {});
  if (one.organization) await admin.control('PUT', 'organization', one.organization);
  return send(admin.endpoint, requestOf(admin, one, credentials, grantIds));
}

/** A key id that is no ARN stands as it was sent only under the reading by which the header counts. */
function settingsOf(one: WireCase): Partial<GatewaySettings> {
  const algorithm = contextText(one, 's3:x-amz-server-side-encryption');
  const keyId = contextText(one, 's3:x-amz-server-side-encryption-aws-kms-key-id');
  const headerOnly = algorithm !== undefined && algorithm !== 'AES256' && !/:key\//.test(keyId ?? '');
  return {
    transport: contextText(one, 'aws:SecureTransport') === 'false' ? 'plain' : 'tls',
    reading: headerOnly ? 'headerOnly' : 'effective',
    bucketKeyWriteDecrypts: one.legs.some(({ action }) => action === 'kms:Decrypt'),
  };
}

const deniedCodes = ['AccessDenied', 'AccessDeniedException'];
/** So S3 answers to a caller without a signature whom KMS could not know. */
const unsigned = 'require AWS Signature Version 4';

function judge({ expected }: Vector, one: WireCase, answer: WireAnswer): Outcome {
  const code = codeOf(answer);
  const reason = answer.headers['x-tenant-buckets-reason'] ?? '';
  if (answer.status === 501) return { kind: 'not asked', why: `the gateway answers 501 to ${one.action}` };
  const refused = deniedCodes.includes(code) || answer.body.includes(unsigned);
  const denied = refused && !allowedByS3(one, reason);
  const told = `${String(answer.status)} ${code} ${answer.body.slice(0, 300)} | ${reason}`;
  if (denied !== (expected.decision !== 'allow'))
    return { kind: 'disagrees', why: `not ${expected.decision}: ${told}` };
  const missing = denied ? expected.reasons.find((one) => !isTold(one.policy, one.statement, reason)) : undefined;
  return missing ? { kind: 'disagrees', why: `does not name ${JSON.stringify(missing)}: ${told}` } : { kind: 'agrees' };
}

/** Where the case says nothing of KMS, what KMS says afterwards does not count. */
function allowedByS3({ action, resource, legs }: WireCase, reason: string): boolean {
  return legs.length === 0 && reason.includes(`${action} on ${resource} is allowed`);
}

/** Names of statements are comparable; indexes and what is missing are told in other words. */
function isTold(policy: string, statement: string | undefined, reason: string): boolean {
  if (statement === undefined || policy === 'implicit' || policy === 'publicAccessBlock') return true;
  return /^[0-9]+$/.test(statement) || reason.includes(statement);
}
