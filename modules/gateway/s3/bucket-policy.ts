import { bucketPolicyLimitBytes, known, type Bucket } from '../../core';
import { compilePolicy, type CompiledPolicy } from '../../evaluation';
import { isJsonObject, readJsonObject, type JsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { listed, statementsOf, unknownPrincipals } from '../state/known-principals';
import { accessDenied, type S3Error } from './error';
import { isConditionKey } from './catalogue/condition-keys';

/** Checks a bucket policy as PutBucketPolicy does. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
export function readBucketPolicy(state: GatewayState, bucket: Bucket, text: string): JsonObject | S3Error {
  const document = readJsonObject(text);
  if (!document || !text.startsWith('{'))
    return malformed("Policies must be valid JSON and the first byte must be '{'");
  if (Buffer.byteLength(text) > bucketPolicyLimitBytes) {
    return malformed('Policy exceeds the maximum allowed document size.');
  }
  const compiled = compilePolicy('bucket policy', 'resource', document);
  const mistake = mistakeIn(bucket, document, compiled);
  if (mistake) return mistake;
  const [unknown] = unknownPrincipals(state, document);
  if (unknown !== undefined) return malformed('Invalid principal in policy', `${unknown} does not exist`);
  return isBlocked(state, bucket, compiled)
    ? { ...accessDenied, reason: 'BlockPublicPolicy refuses a policy that lets in the world' }
    : document;
}

/** Whether a bucket's policy lets in the world. */
export function hasPublicPolicy({ policy }: Bucket): boolean {
  if (!policy.known || policy.value === undefined) return false;
  return isPublic(compilePolicy('bucket policy', 'resource', policy.value));
}

function isPublic({ statements }: CompiledPolicy): boolean {
  return statements.some(({ effect, publicness }) => effect === 'Allow' && publicness > 0);
}

function isBlocked(state: GatewayState, bucket: Bucket, compiled: CompiledPolicy): boolean {
  const account = state.live.world.accounts.get(bucket.accountId)?.publicAccessBlock ?? known(undefined);
  const blocks = [bucket.publicAccessBlock, account].some((fact) => fact.known && fact.value?.blockPublicPolicy);
  return blocks && isPublic(compiled);
}

function mistakeIn(bucket: Bucket, document: JsonObject, { diagnostics }: CompiledPolicy): S3Error | undefined {
  const statements = statementsOf(document);
  if (statements.some((one) => !('Principal' in one || 'NotPrincipal' in one))) {
    return malformed('Missing required field Principal');
  }
  if (statements.flatMap(actionsOf).some((action) => !/^(\*|s3(-object-lambda)?:.+)$/i.test(action))) {
    return malformed('Policy has invalid action');
  }
  if (statements.some((one) => !namesBucket(one, bucket))) return malformed('Policy has invalid resource');
  const [key] = statements.flatMap(conditionKeysOf).filter((one) => !isConditionKey(one));
  if (key !== undefined) return malformed('Policy has an invalid condition key', `${key} is no key of S3`);
  const [mistake] = diagnostics;
  return mistake && malformed('Policy has invalid syntax', mistake.message);
}

function actionsOf(statement: JsonObject): readonly string[] {
  return [...listed(statement['Action']), ...listed(statement['NotAction'])];
}

/** Every resource has to be the bucket or something in it. */
function namesBucket(statement: JsonObject, { partition, name }: Bucket): boolean {
  const own = `arn:${partition}:s3:::${name}`;
  const resources = [...listed(statement['Resource']), ...listed(statement['NotResource'])];
  return resources.length > 0 && resources.every((one) => one === own || one.startsWith(`${own}/`) || /^\*$/.test(one));
}

function conditionKeysOf(statement: JsonObject): readonly string[] {
  const condition = statement['Condition'];
  if (!isJsonObject(condition)) return [];
  return Object.values(condition).flatMap((tests) => (isJsonObject(tests) ? Object.keys(tests) : []));
}

function malformed(message: string, reason?: string): S3Error {
  return { status: 400, code: 'MalformedPolicy', message, ...(reason === undefined ? {} : { reason }) };
}
