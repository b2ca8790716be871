import { readAll } from '../http/read-all';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import type { JsonObject } from '../json';
import { headerText } from '../s3/error';
import type { GatewayState } from '../state/gateway-state';

/** A KMS request of a proven caller. */
export interface KmsCallIn {
  readonly operation: string;
  readonly parameters: JsonObject;
  readonly body: Buffer;
  readonly caller: Extract<Caller, { kind: 'signed' }>;
}

/** An error as KMS words it. @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
export interface KmsError {
  readonly status: 400 | 501;
  readonly code: string;
  readonly message: string;
  /** Our own words for what decided. @default none */
  readonly reason?: string;
}

export function kmsError(code: string, message: string, reason?: string): KmsError {
  return { status: 400, code, message, ...(reason === undefined ? {} : { reason }) };
}

const contentType = ['content-type', 'application/x-amz-json-1.1'] as const;

export function kmsErrorReply(error: KmsError): Reply {
  return {
    status: error.status,
    headers: [
      contentType,
      ['x-amzn-errortype', error.code],
      ...(error.reason === undefined ? [] : [['x-tenant-buckets-reason', headerText(error.reason)] as const]),
    ],
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

export function kmsReply(result: object): Reply {
  return { status: 200, headers: [contentType], body: JSON.stringify(result) };
}

/** The emulator's answer, and its text. */
export interface KmsForwarded {
  readonly reply: Reply;
  readonly text: string;
}

/** Sends a request on to the store of the account that owns the key. */
export async function forwardKms(state: GatewayState, call: KmsCallIn, accountId: string): Promise<KmsForwarded> {
  const { operation, caller } = call;
  const headers = new Map([['host', 'kms.localhost.localstack.cloud'], contentType]);
  headers.set('x-amz-target', `TrentService.${operation}`);
  const scope = { accountId, region: caller.scope.region, service: 'kms' };
  const body = bodyFor(call);
  const answer = await state.upstream.send({ method: 'POST', path: '/', headers, body }, scope);
  const bytes = await readAll(answer.body);
  return {
    reply: { status: answer.status, headers: [contentType], body: bytes },
    text: bytes.toString('utf8'),
  };
}

/** A key has one policy, whose name need not be said; the emulator wants to hear it. */
function bodyFor({ operation, parameters, body }: KmsCallIn): Buffer | string {
  if (operation !== 'PutKeyPolicy' || parameters['PolicyName'] !== undefined) return body;
  return JSON.stringify({ ...parameters, PolicyName: 'default' });
}
