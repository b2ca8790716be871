import type { KmsKey } from '../../core';
import type { LegDecision } from '../../evaluation';
import type { Incoming } from '../http/incoming';
import type { Reply } from '../http/reply';
import type { Caller } from '../identity/authenticate';
import { readJsonObject, textMapOf, textOf, textsOf } from '../json';
import { worldFor } from '../state/caller-context';
import type { GatewayState } from '../state/gateway-state';
import { answerAlias } from './aliases';
import {
  cryptoRows,
  forwardedAccountRows,
  forwardedKeyRows,
  mirroredKeyRows,
  otherKmsRows,
  ownKeyRows,
  refusedKmsRows,
} from './catalogue/kms-rows';
import { createKey } from './create-key';
import { findKey } from './find-key';
import { dryRun } from './grants';
import { forwardKms, kmsError, kmsErrorReply, type KmsCallIn, type KmsError } from './kms-call';
import { mirrorKey } from './kms-mirror';
import { managedKey, s3ManagedAlias } from './managed-key';
import { stateError } from './key-states';
import { ownKeyAnswers } from './own-keys';
import { parameterError } from './parameters';
import { accountDenial, decideOnKey, kmsDenial } from './permission';
import { reEncrypt } from './re-encrypt';
import { listRetirableGrants, retireGrant } from './retire-grant';
import { keyRotationStatus } from './rotation';

const target = /^TrentService\.([A-Za-z]+)$/;

type Answer = (state: GatewayState, call: KmsCallIn) => Reply | Promise<Reply>;

const others: { readonly [operation in keyof typeof otherKmsRows]: Answer } = {
  CreateAlias: answerAlias,
  CreateKey: createKey,
  DeleteAlias: answerAlias,
  GetKeyRotationStatus: keyRotationStatus,
  ListRetirableGrants: listRetirableGrants,
  ReEncrypt: reEncrypt,
  RetireGrant: retireGrant,
  UpdateAlias: answerAlias,
};

/** Answers a KMS request in AWS JSON 1.1, as the operation table says; its body was read to verify the signature. */
export async function answerKms(state: GatewayState, incoming: Incoming, caller: Caller, body: Buffer): Promise<Reply> {
  const operation = target.exec(incoming.headers.get('x-amz-target') ?? '')?.[1] ?? '';
  const parameters = readJsonObject(body.toString('utf8') || '{}');
  if (caller.kind === 'anonymous') {
    return kmsErrorReply(kmsError('MissingAuthenticationTokenException', 'Missing Authentication Token'));
  }
  if (!parameters) return kmsErrorReply(kmsError('SerializationException', 'The body is no JSON object'));
  return dispatch(state, { operation, parameters, body, caller });
}

function dispatch(state: GatewayState, call: KmsCallIn): Reply | Promise<Reply> {
  // What was to happen until now, a deletion for instance, has happened.
  worldFor(state, call.caller);
  const { operation } = call;
  const refused = refusedKmsRows[operation];
  if (refused) return notImplemented(`${operation}: ${refused.why}`);
  const tokens = tokenError(state, call);
  if (tokens) return kmsErrorReply(tokens);
  if (names(otherKmsRows, operation)) return others[operation](state, call);
  if (names(forwardedAccountRows, operation)) return answerAccount(state, call);
  return answerKey(state, call);
}

function names<T extends object>(rows: T, operation: PropertyKey): operation is keyof T {
  return Object.hasOwn(rows, operation);
}

function notImplemented(what: string): Reply {
  return kmsErrorReply({
    ...kmsError('NotImplementedException', `The gateway does not answer ${what}.`),
    status: 501,
  });
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/using-grant-token.html */
function tokenError({ grants }: GatewayState, { parameters }: KmsCallIn): KmsError | undefined {
  const tokens = textsOf(parameters, 'GrantTokens');
  if (tokens.length > 10) return kmsError('ValidationException', 'A request takes at most 10 grant tokens.');
  const wrong = tokens.some((token) => !grants.knowsToken(token));
  return wrong ? kmsError('InvalidGrantTokenException', 'The grant token is not valid.') : undefined;
}

async function answerAccount(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const denied = accountDenial(state, call, '*');
  if (denied) return kmsErrorReply(denied);
  return (await forwardKms(state, call, call.caller.credentials.accountId)).reply;
}

async function answerKey(state: GatewayState, call: KmsCallIn): Promise<Reply> {
  const { operation, parameters } = call;
  if (!names(onKey, operation)) return notImplemented(`${operation}: KMS has no such operation`);
  if (operation === 'DescribeKey') await makeManagedKey(state, call);
  const key = findKey(state, call);
  if ('code' in key) return kmsErrorReply(key);
  const encryptionContext = textMapOf(parameters, 'EncryptionContext') ?? grantContext(call);
  const leg = decideOnKey(state, call, key, operation, encryptionContext);
  const refused = kmsDenial(call, leg) ?? stateError(operation, key) ?? parameterError(state, call, key);
  const reply = refused ? kmsErrorReply(refused) : await allowed(state, call, key, leg);
  if (names(cryptoRows, operation)) record(state, call, key, reply, refused);
  return reply;
}

/** To describe the key that AWS manages for S3 makes it. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
async function makeManagedKey(state: GatewayState, { parameters, caller }: KmsCallIn): Promise<void> {
  const { accountId } = caller.credentials;
  const { region } = caller.scope;
  const names = [s3ManagedAlias, `arn:${state.partition}:kms:${region}:${accountId}:${s3ManagedAlias}`];
  if (names.includes(textOf(parameters, 'KeyId') ?? '')) await managedKey(state, accountId, region);
}

/** A grant's own constraint stands for the context that the grant is about. */
function grantContext({ operation, parameters }: KmsCallIn): { readonly [name: string]: string } {
  if (operation !== 'CreateGrant') return {};
  const constraints = readJsonObject(JSON.stringify(parameters['Constraints'] ?? {})) ?? {};
  return {
    ...textMapOf(constraints, 'EncryptionContextEquals'),
    ...textMapOf(constraints, 'EncryptionContextSubset'),
  };
}

const onKey = { ...cryptoRows, ...mirroredKeyRows, ...ownKeyRows, ...forwardedKeyRows };

async function allowed(state: GatewayState, call: KmsCallIn, key: KmsKey, leg: LegDecision): Promise<Reply> {
  const { operation, parameters } = call;
  if (names(ownKeyRows, operation)) return ownKeyAnswers[operation](state, call, key, leg);
  if (parameters['DryRun'] === true) return kmsErrorReply(dryRun);
  const { reply } = await forwardKms(state, call, key.accountId);
  if (reply.status < 300 && names(mirroredKeyRows, operation)) mirrorKey(state, call, operation, key.arn);
  return reply;
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
