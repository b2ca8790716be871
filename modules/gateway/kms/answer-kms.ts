import { describeKey, known, type KmsKey } from '../../core';
import { compile, decideAccountRequest, decideKeyRequest, type LegDecision } from '../../evaluation';
import { accessDeniedText, reasonText } from '../access-denied';
import type { Incoming } from '../http/incoming';
import { readAll } from '../http/read-all';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import { readJsonObject, textMapOf, textOf } from '../json';
import { headerText } from '../s3/error';
import { commonContext } from '../s3/context';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';
import { findKey } from './find-key';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';
import { kmsContext } from './kms-context';
import { defaultPolicy, mirrorKey, mirrorNewKey } from './kms-mirror';
import { kmsRow } from './kms-operations';

const target = /^TrentService\.([A-Za-z]+)$/;

/** Answers a KMS request in AWS JSON 1.1; its body was read to verify the signature. */
export async function answerKms(state: GatewayState, incoming: Incoming, caller: Caller, body: Buffer): Promise<Reply> {
  const operation = target.exec(incoming.headers.get('x-amz-target') ?? '')?.[1];
  const parameters = readJsonObject(body.toString('utf8') || '{}');
  if (caller.kind === 'anonymous')
    return errorReply(kmsError('MissingAuthenticationTokenException', 'Missing Authentication Token'));
  if (operation === undefined)
    return errorReply(kmsError('UnknownOperationException', 'The operation is not known'), 501);
  if (!parameters) return errorReply(kmsError('SerializationException', 'The body is no JSON object'));
  const call: KmsCallIn = { operation, parameters, body, caller };
  const row = kmsRow(operation);
  if (row.kind === 'refused') return errorReply(kmsError('NotImplementedException', row.why), 501);
  return row.kind === 'account' ? answerAccount(state, call) : answerKey(state, call, row.crypto);
}

async function answerAccount(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const { accountId, principal } = call.caller.credentials;
  const now = state.clock.now();
  const leg = decideAccountRequest(state.live.at(now), principal, {
    action: `kms:${call.operation}`,
    resource: '*',
    accountId,
    context: { ...commonContext(state.tuning.settings, now), ...kmsContext(call) },
  });
  if (leg.verdict !== 'allow') return errorReply(denied(call, leg, accountId));
  const lockout = call.operation === 'CreateKey' ? lockoutOfNewKey(state, call) : undefined;
  if (lockout) return errorReply(lockout);
  const { reply, text } = await forward(state, call, accountId);
  if (reply.status < 300 && call.operation === 'CreateKey') mirrorNewKey(state, call, text);
  return reply;
}

async function answerKey(state: GatewayState, call: KmsCallIn, crypto: boolean): Promise<Reply> {
  const key = keyOfAlias(state, call) ?? findKey(state, call);
  if ('code' in key) return errorReply(key);
  const now = state.clock.now();
  const encryptionContext = textMapOf(call.parameters, 'EncryptionContext') ?? {};
  const leg = decideKeyRequest(state.live.at(now), call.caller.credentials.principal, {
    action: `kms:${call.operation}`,
    key,
    encryptionContext,
    context: { ...commonContext(state.tuning.settings, now), ...kmsContext(call) },
  });
  const refused = leg.verdict === 'allow' ? lockoutOfPolicy(state, call, key) : denied(call, leg, key.accountId);
  const answered = refused ? { reply: errorReply(refused), text: '' } : await forward(state, call, key.accountId);
  if (crypto) record(state, call, key, answered.reply, refused);
  if (answered.reply.status < 300) mirrorKey(state, call, key.arn, answered.text);
  return answered.reply;
}

/** DeleteAlias names no key. */
function keyOfAlias(state: GatewayState, call: KmsCallIn): KmsKey | KmsError | undefined {
  const alias = call.operation === 'DeleteAlias' ? textOf(call.parameters, 'AliasName') : undefined;
  return alias === undefined ? undefined : findKey(state, { ...call, parameters: { KeyId: alias } });
}

function record(state: GatewayState, call: KmsCallIn, key: KmsKey, reply: Reply, refused: KmsError | undefined): void {
  const failed = reply.status < 300 ? 'ok' : `status ${String(reply.status)}`;
  state.ledger.add({
    time: state.clock.now().toISOString(),
    operation: call.operation,
    keyArn: key.arn,
    principal: call.caller.credentials.principal,
    encryptionContext: textMapOf(call.parameters, 'EncryptionContext') ?? {},
    cause: { operation: call.operation },
    outcome: refused?.code ?? failed,
  });
}

function denied({ caller }: KmsCallIn, leg: LegDecision, ownerId: string): KmsError {
  const { principal, accountId } = caller.credentials;
  return kmsError('AccessDeniedException', accessDeniedText(principal, leg, accountId === ownerId), reasonText(leg));
}

/** KMS refuses a policy under which its author could not write the next one. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#allow-lockout */
function lockoutOfPolicy(state: GatewayState, call: KmsCallIn, key: KmsKey): KmsError | undefined {
  if (call.operation !== 'PutKeyPolicy') return undefined;
  return lockout(state, call, { ...key, policy: known(readJsonObject(textOf(call.parameters, 'Policy') ?? '')) });
}

function lockoutOfNewKey(state: GatewayState, call: KmsCallIn): KmsError | undefined {
  const { scope, credentials } = call.caller;
  const arn = `arn:${state.partition}:kms:${scope.region}:${credentials.accountId}:key/new`;
  const policy = readJsonObject(textOf(call.parameters, 'Policy') ?? '') ?? defaultPolicy(state, call);
  return lockout(state, call, describeKey({ arn, policy: known(policy) }));
}

function lockout(state: GatewayState, { parameters, caller }: KmsCallIn, key: KmsKey): KmsError | undefined {
  if (parameters['BypassPolicyLockoutSafetyCheck'] === true) return undefined;
  const { world } = state.live;
  const then = compile({ ...world, keys: withEntry(world.keys, key.arn, key) });
  const leg = decideKeyRequest(then, caller.credentials.principal, { action: 'kms:PutKeyPolicy', key });
  if (leg.verdict === 'allow') return undefined;
  const message = 'The new key policy will not allow you to update the key policy in the future.';
  return kmsError('MalformedPolicyDocumentException', message, reasonText(leg));
}

async function forward(
  state: GatewayState,
  { operation, body, caller }: KmsCallIn,
  accountId: string,
): Promise<{ readonly reply: Reply; readonly text: string }> {
  const headers = new Map([
    ['host', 'kms.localhost.localstack.cloud'],
    ['content-type', 'application/x-amz-json-1.1'],
    ['x-amz-target', `TrentService.${operation}`],
  ]);
  const scope = { accountId, region: caller.scope.region, service: 'kms' };
  const answer = await state.upstream.send({ method: 'POST', path: '/', headers, body }, scope);
  const bytes = await readAll(answer.body);
  return {
    reply: { status: answer.status, headers: [['content-type', 'application/x-amz-json-1.1']], body: bytes },
    text: bytes.toString('utf8'),
  };
}

function errorReply(error: KmsError, status: number = error.status): Reply {
  return {
    status,
    headers: [
      ['content-type', 'application/x-amz-json-1.1'],
      ['x-amzn-errortype', error.code],
      ...(error.reason === undefined ? [] : [['x-tenant-buckets-reason', headerText(error.reason)] as const]),
    ],
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}
