import { describeKey, known, type KeyState, type KmsKey } from '../../core';
import { isJsonObject, readJsonObject, textOf, textsOf, type JsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { withEntry, withoutEntry } from '../state/live-world';
import type { mirroredKeyRows } from './catalogue/kms-rows';
import type { KmsCallIn } from './kms-call';
import { tagsOf } from './kms-context';

type Change = (state: GatewayState, key: KmsKey, parameters: JsonObject) => void;

const dayMs = 86_400_000;

/** What a successful request means for decisions to come. */
const changes: { readonly [operation in keyof typeof mirroredKeyRows]: Change } = {
  PutKeyPolicy: (state, key, parameters) => {
    const text = textOf(parameters, 'Policy') ?? '';
    keepKey(state, { ...key, policy: known(readJsonObject(text)) });
    state.keyNotes.note(key.arn, { policyText: text });
  },
  EnableKey: keepState('Enabled'),
  DisableKey: keepState('Disabled'),
  ImportKeyMaterial: keepState('Enabled'),
  DeleteImportedKeyMaterial: keepState('PendingImport'),
  CancelKeyDeletion: (state, key, parameters) => {
    keepState('Disabled')(state, key, parameters);
    state.keyNotes.erase(key.arn, 'deletionAt');
  },
  ScheduleKeyDeletion: scheduleDeletion,
  EnableKeyRotation: (state, key, { RotationPeriodInDays: days }) => {
    const earlier = state.keyNotes.of(key.arn).rotationPeriodInDays ?? 365;
    state.keyNotes.note(key.arn, { rotationPeriodInDays: typeof days === 'number' ? days : earlier });
  },
  DisableKeyRotation: (state, key) => {
    state.keyNotes.erase(key.arn, 'rotationPeriodInDays');
  },
  TagResource: (state, key, parameters) => {
    keepKey(state, { ...key, tags: known({ ...tagsOfKey(key), ...tagsOf(parameters) }) });
  },
  UntagResource: (state, key, parameters) => {
    const gone = textsOf(parameters, 'TagKeys');
    const left = Object.entries(tagsOfKey(key)).filter(([tag]) => !gone.includes(tag));
    keepKey(state, { ...key, tags: known(Object.fromEntries(left)) });
  },
};

/** Takes over what the emulator has done to a key, in the key as it is now: others may have changed it meanwhile. */
export function mirrorKey(
  state: GatewayState,
  { parameters }: KmsCallIn,
  operation: keyof typeof mirroredKeyRows,
  keyArn: string,
): void {
  const key = state.live.world.keys.get(keyArn);
  if (key) changes[operation](state, key, parameters);
}

/** A key that was made, under the policy that was decided on. */
export function mirrorNewKey(state: GatewayState, call: KmsCallIn, policy: JsonObject, answer: string): void {
  const { parameters } = call;
  const metadata = readJsonObject(answer)?.['KeyMetadata'];
  const arn = isJsonObject(metadata) ? textOf(metadata, 'Arn') : undefined;
  if (arn === undefined) return;
  const external = textOf(parameters, 'Origin') === 'EXTERNAL';
  const state0: KeyState = external ? 'PendingImport' : 'Enabled';
  keepKey(state, describeKey({ arn, policy: known(policy), tags: known(tagsOf(parameters)), state: known(state0) }));
  const text = textOf(parameters, 'Policy');
  state.keyNotes.note(arn, {
    keyUsage: textOf(parameters, 'KeyUsage') ?? 'ENCRYPT_DECRYPT',
    keySpec: textOf(parameters, 'KeySpec') ?? textOf(parameters, 'CustomerMasterKeySpec') ?? 'SYMMETRIC_DEFAULT',
    origin: textOf(parameters, 'Origin') ?? 'AWS_KMS',
    multiRegion: parameters['MultiRegion'] === true,
    ...(text === undefined ? {} : { policyText: text }),
  });
}

/** Puts another key in the place of one. */
export function keepKey(state: GatewayState, key: KmsKey): void {
  state.live.change({ keys: withEntry(state.live.world.keys, key.arn, key) });
}

function keepState(to: KeyState): Change {
  return (state, key) => {
    keepKey(state, { ...key, state: known(to) });
  };
}

/** The key is gone when its day comes on the virtual clock, unless somebody has thought better of it. */
function scheduleDeletion(state: GatewayState, key: KmsKey, { PendingWindowInDays: days }: JsonObject): void {
  keepKey(state, { ...key, state: known('PendingDeletion') });
  const deletionAt = state.clock.now().getTime() + (typeof days === 'number' ? days : 30) * dayMs;
  state.keyNotes.note(key.arn, { deletionAt });
  state.live.schedule(new Date(deletionAt), () => {
    if (state.keyNotes.of(key.arn).deletionAt !== deletionAt) return;
    state.live.change({ keys: withoutEntry(state.live.world.keys, key.arn) });
  });
}

function tagsOfKey({ tags }: KmsKey): { readonly [tag: string]: string } {
  return tags.known ? tags.value : {};
}
