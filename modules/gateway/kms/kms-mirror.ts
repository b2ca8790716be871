import { describeGrant, describeKey, known, type Grant, type KeyState, type KmsKey } from '../../core';
import { isJsonObject, readJsonObject, textMapOf, textOf, textsOf, type JsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { withEntry, withoutEntry } from '../state/live-world';
import type { KmsCallIn } from './kms-call';

type Change = (state: GatewayState, key: KmsKey, parameters: JsonObject, answer: JsonObject) => void;

/** What a successful request means for decisions to come. */
const changes: { readonly [operation: string]: Change } = {
  PutKeyPolicy: (state, key, parameters) => {
    keepKey(state, { ...key, policy: known(readJsonObject(textOf(parameters, 'Policy') ?? '')) });
  },
  EnableKey: (state, key) => {
    keepState(state, key, 'Enabled');
  },
  DisableKey: (state, key) => {
    keepState(state, key, 'Disabled');
  },
  ScheduleKeyDeletion: (state, key) => {
    keepState(state, key, 'PendingDeletion');
  },
  CancelKeyDeletion: (state, key) => {
    keepState(state, key, 'Disabled');
  },
  CreateAlias: (state, key, parameters) => {
    const alias = textOf(parameters, 'AliasName') ?? '';
    keepKey(state, { ...key, aliases: known([...aliasesOf(key), alias]) });
  },
  DeleteAlias: (state, key, parameters) => {
    dropAlias(state, key, textOf(parameters, 'AliasName') ?? '');
  },
  CreateGrant: (state, key, parameters, answer) => {
    addGrant(state, key, parameters, textOf(answer, 'GrantId') ?? '');
  },
  RevokeGrant: (state, _, parameters) => {
    dropGrant(state, textOf(parameters, 'GrantId') ?? '');
  },
  RetireGrant: (state, _, parameters) => {
    dropGrant(state, textOf(parameters, 'GrantId') ?? '');
  },
};

/** Takes over what the emulator has done to a key, in the key as it is now: others may have changed it meanwhile. */
export function mirrorKey(state: GatewayState, call: KmsCallIn, keyArn: string, answer: string): void {
  const key = state.live.world.keys.get(keyArn);
  if (key) changes[call.operation]?.(state, key, call.parameters, readJsonObject(answer) ?? {});
}

/** A key that was made; without a policy it trusts its account. @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
export function mirrorNewKey(state: GatewayState, call: KmsCallIn, answer: string): void {
  const metadata = readJsonObject(answer)?.['KeyMetadata'];
  const arn = isJsonObject(metadata) ? textOf(metadata, 'Arn') : undefined;
  if (arn === undefined) return;
  const policy = readJsonObject(textOf(call.parameters, 'Policy') ?? '') ?? defaultPolicy(state, call);
  keepKey(state, describeKey({ arn, policy: known(policy), tags: known(tagsOf(call.parameters)) }));
}

export function defaultPolicy(state: GatewayState, { caller }: Pick<KmsCallIn, 'caller'>): JsonObject {
  const root = `arn:${state.partition}:iam::${caller.credentials.accountId}:root`;
  const statement = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [{ Sid: 'Enable IAM User Permissions', ...statement }],
  };
}

function tagsOf(parameters: JsonObject): { readonly [tag: string]: string } {
  const tags = parameters['Tags'];
  const pairs = Array.isArray(tags) ? tags.filter(isJsonObject) : [];
  return Object.fromEntries(pairs.map((tag) => [textOf(tag, 'TagKey') ?? '', textOf(tag, 'TagValue') ?? '']));
}

function keepKey(state: GatewayState, key: KmsKey): void {
  state.live.change({ keys: withEntry(state.live.world.keys, key.arn, key) });
}

function keepState(state: GatewayState, key: KmsKey, to: KeyState): void {
  keepKey(state, { ...key, state: known(to) });
}

function aliasesOf(key: KmsKey): readonly string[] {
  return key.aliases.known ? key.aliases.value : [];
}

function dropAlias(state: GatewayState, key: KmsKey, alias: string): void {
  keepKey(state, { ...key, aliases: known(aliasesOf(key).filter((one) => one !== alias)) });
}

/** A grant counts only after a while. */
function addGrant(state: GatewayState, key: KmsKey, parameters: JsonObject, id: string): void {
  const { grants } = state.live.world;
  if (id === '' || grants.has(id)) return;
  const equals = constraintOf(parameters, 'EncryptionContextEquals');
  const subset = constraintOf(parameters, 'EncryptionContextSubset');
  const grant: Grant = describeGrant({
    id,
    keyArn: key.arn,
    granteePrincipal: known(textOf(parameters, 'GranteePrincipal') ?? ''),
    operations: known(textsOf(parameters, 'Operations')),
    constraints: known({
      ...(equals ? { encryptionContextEquals: equals } : {}),
      ...(subset ? { encryptionContextSubset: subset } : {}),
    }),
  });
  later(state, () => {
    state.live.change({ grants: withEntry(state.live.world.grants, id, grant) });
  });
}

/** Clients send an empty map beside the constraint that they mean. */
function constraintOf(parameters: JsonObject, name: string): { readonly [pair: string]: string } | undefined {
  const constraints = parameters['Constraints'];
  const pairs = isJsonObject(constraints) ? textMapOf(constraints, name) : undefined;
  return pairs && Object.keys(pairs).length > 0 ? pairs : undefined;
}

function dropGrant(state: GatewayState, id: string): void {
  later(state, () => {
    state.live.change({ grants: withoutEntry(state.live.world.grants, id) });
  });
}

function later(state: GatewayState, change: () => void): void {
  const { grantDelaySeconds } = state.tuning.settings;
  if (grantDelaySeconds === 0) change();
  else state.live.schedule(new Date(state.clock.now().getTime() + grantDelaySeconds * 1000), change);
}
