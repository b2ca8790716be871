import type { World } from '../../modules/core';
import {
  compile,
  decideObjectRequest,
  defaultObjectSettings,
  type ObjectDecision,
  type ObjectEncryption,
  type ObjectRequest,
  type ObjectSettings,
} from '../../modules/evaluation';
import { bucketOf, keyOf, world } from './judged-world';

/** A request about an object of a tenant. */
export interface TenantRequest extends Omit<ObjectRequest, 'bucket' | 'context'> {
  /** @default acme */
  readonly tenant?: string;
  /** Condition keys over those of an ordinary signed request over TLS. @default none */
  readonly keys?: { readonly [key: string]: string };
}

const compiled = new WeakMap<World, ReturnType<typeof compile>>();

/** Puts a request to the engine as S3 and KMS would see it. */
export function decideRequest(
  { tenant = 'acme', keys, ...request }: TenantRequest,
  settings: Partial<ObjectSettings> = {},
  where: World = world,
): ObjectDecision {
  const prepared = compiled.get(where) ?? compile(where);
  compiled.set(where, prepared);
  const values = { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER', ...keys };
  return decideObjectRequest(
    prepared,
    { key: 'reports/2026.csv', ...request, bucket: bucketOf(tenant), context: { values, unknown: [] } },
    { ...defaultObjectSettings, ...settings },
  );
}

/** `allow`, or what refused: the Sids of the denies, the action that nothing allows, or S3's own error. */
export function outcomeOf({ outcome, legs, refusal }: ObjectDecision): string {
  if (refusal) return refusal.code;
  const last = legs.at(-1);
  if (outcome === 'explicitDeny') return (last?.reasons ?? []).map(({ statement }) => statement).join(' + ');
  return outcome === 'implicitDeny' ? `nothing allows ${last?.action ?? ''}` : outcome;
}

/** An object as it lies under a tenant's key. */
export function underKeyOf(tenant: string, bucketKeyEnabled = true): ObjectEncryption {
  return { kind: 'aws:kms', keyArn: keyOf(tenant), bucketKeyEnabled };
}
