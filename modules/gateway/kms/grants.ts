import { randomBytes } from 'node:crypto';
import { accountRootArn, describeGrant, known, type EncryptionContext, type KmsKey } from '../../core';
import type { LegDecision } from '../../evaluation';
import { textOf } from '../json';
import type { GatewayState } from '../state/gateway-state';
import type { GrantRecord } from '../state/grant-book';
import { withEntry, withoutEntry } from '../state/live-world';
import { readGrantWish, type GrantWish } from './grant-request';
import { kmsError, type KmsCallIn, type KmsError } from './kms-call';

/** Makes a grant, or finds the one of the same name and parameters. @see https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html */
export function createGrant(state: GatewayState, call: KmsCallIn, key: KmsKey, leg: LegDecision): object | KmsError {
  const wish = readGrantWish(state, call.parameters, state.keyNotes.of(key.arn));
  if ('code' in wish) return wish;
  const wider = widerThanParent(state, wish, leg);
  if (wider) return wider;
  const same = wish.name === '' ? undefined : state.grants.ofKey(key.arn).find((one) => isSame(one, wish));
  if (call.parameters['DryRun'] === true) return dryRun;
  const record = same ?? addGrant(state, call, key, wish);
  const token = randomBytes(96).toString('base64url');
  state.grants.addToken(token, record.id);
  return { GrantId: record.id, GrantToken: token };
}

/** What KMS answers where a dry run would have succeeded. @see https://docs.aws.amazon.com/kms/latest/developerguide/testing-permissions.html */
export const dryRun: KmsError = kmsError(
  'DryRunOperationException',
  'The request would have succeeded, but the DryRun option is set.',
);

function isSame(record: GrantRecord, wish: GrantWish): boolean {
  const parts = ({ name, granteePrincipal, retiringPrincipal, operations, constraints }: GrantWish): string =>
    JSON.stringify([name, granteePrincipal, retiringPrincipal ?? null, [...operations].sort(), constraints]);
  return parts(record) === parts(wish);
}

/** Who may make grants only because of a grant gives no more than that grant gives. */
function widerThanParent(state: GatewayState, wish: GrantWish, { reasons }: LegDecision): KmsError | undefined {
  const allows = reasons.filter(({ effect, policy }) => effect === 'Allow' && policy !== 'implicit');
  const parents = allows.flatMap(({ policy }) => state.grants.find(/^grants\[(.+)\]$/.exec(policy)?.[1] ?? '') ?? []);
  if (parents.length < allows.length || parents.some((parent) => isWithin(wish, parent))) return undefined;
  const message = 'The grant must not allow more than the grant that permits it to be created.';
  return parents.length === 0 ? undefined : kmsError('AccessDeniedException', message);
}

function isWithin({ operations, constraints }: GrantWish, parent: GrantRecord): boolean {
  return operations.every((one) => parent.operations.includes(one)) && isNarrower(constraints, parent.constraints);
}

function isNarrower(child: GrantWish['constraints'], parent: GrantWish['constraints']): boolean {
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = parent;
  const pairs = child.encryptionContextEquals ?? child.encryptionContextSubset ?? {};
  if (subset) return covers(pairs, subset);
  if (!equals) return true;
  return child.encryptionContextEquals !== undefined && covers(pairs, equals) && covers(equals, pairs);
}

function covers(pairs: EncryptionContext, needed: EncryptionContext): boolean {
  return Object.entries(needed).every(([name, value]) => pairs[name] === value);
}

/** It exists at once, and counts only after a while. */
function addGrant(state: GatewayState, { caller }: KmsCallIn, key: KmsKey, wish: GrantWish): GrantRecord {
  const record: GrantRecord = {
    ...wish,
    id: randomBytes(32).toString('hex'),
    keyArn: key.arn,
    issuingAccount: accountRootArn(state.partition, caller.credentials.accountId),
    createdAt: state.clock.now().getTime(),
  };
  state.grants.add(record);
  keepGrant(state, record, state.tuning.settings.grantDelaySeconds === 0);
  later(state, () => {
    if (state.live.world.grants.has(record.id)) keepGrant(state, record, true);
  });
  return record;
}

function keepGrant(state: GatewayState, record: GrantRecord, visible: boolean): void {
  const { id, keyArn, granteePrincipal, operations, constraints } = record;
  const grant = describeGrant({
    id,
    keyArn,
    granteePrincipal: known(granteePrincipal),
    operations: known(operations),
    constraints: known(constraints),
    visible: known(visible),
  });
  state.live.change({ grants: withEntry(state.live.world.grants, id, grant) });
}

/** It is gone from the list at once, and counts for a while yet. */
export function dropGrant(state: GatewayState, { id }: GrantRecord): void {
  state.grants.remove(id);
  later(state, () => {
    state.live.change({ grants: withoutEntry(state.live.world.grants, id) });
  });
}

function later(state: GatewayState, change: () => void): void {
  const { grantDelaySeconds } = state.tuning.settings;
  if (grantDelaySeconds === 0) change();
  else state.live.schedule(new Date(state.clock.now().getTime() + grantDelaySeconds * 1000), change);
}

/** A page of grants as ListGrants tells of them. */
export function grantPage(records: readonly GrantRecord[], { parameters }: KmsCallIn): object | KmsError {
  const limit = typeof parameters['Limit'] === 'number' ? parameters['Limit'] : 50;
  const marker = textOf(parameters, 'Marker');
  const from = marker === undefined ? 0 : records.findIndex(({ id }) => id === marker);
  if (from < 0) return kmsError('InvalidMarkerException', 'The marker is not valid.');
  const page = records.slice(from, from + limit);
  const next = records[from + limit];
  return { Grants: page.map(shown), Truncated: next !== undefined, ...(next ? { NextMarker: next.id } : {}) };
}

function shown(record: GrantRecord): object {
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = record.constraints;
  return {
    KeyId: record.keyArn,
    GrantId: record.id,
    ...(record.name === '' ? {} : { Name: record.name }),
    CreationDate: record.createdAt / 1000,
    GranteePrincipal: record.granteePrincipal,
    ...(record.retiringPrincipal === undefined ? {} : { RetiringPrincipal: record.retiringPrincipal }),
    IssuingAccount: record.issuingAccount,
    Operations: record.operations,
    ...(equals ? { Constraints: { EncryptionContextEquals: equals } } : {}),
    ...(subset ? { Constraints: { EncryptionContextSubset: subset } } : {}),
  };
}
