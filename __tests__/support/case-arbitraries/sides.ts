import fc from 'fast-check';
import type { Caller } from './callers';
import {
  buildContext,
  buildEncryption,
  contextSpec,
  encryptionSpec,
  kmsContextSpec,
  s3ContextSpec,
  type Scene,
} from './contexts';
import { buildGrant, grantSpec } from './grants';
import { buildPolicy, denialSpec, policySpec } from './policies';
import { buildTarget, targetSpec, type Service } from './targets';
import { sometimes, weighted } from './weighted';

/** The resource's side of one leg before it is written out. */
export const sideSpec = fc.record({
  target: targetSpec,
  context: contextSpec,
  s3Context: s3ContextSpec,
  kmsContext: kmsContextSpec,
  encryption: encryptionSpec,
  resourcePolicy: sometimes(1, 6, policySpec),
  resourceControlPolicies: sometimes(5, 1, fc.array(denialSpec, { maxLength: 1 })),
  grants: fc.array(grantSpec, { maxLength: 2 }),
  awsManagedKey: weighted([14, false], [1, true]),
});

/** What the arbitrary of sides yields. */
export type SideSpec = typeof sideSpec extends fc.Arbitrary<infer T> ? T : never;

/** Reads off what the policies of a leg are written around. */
export function sceneOf(service: Service, caller: Caller, spec: SideSpec): Scene {
  const own = service === 's3' ? spec.s3Context : spec.kmsContext;
  return {
    caller,
    target: buildTarget(service, spec.target, caller.account),
    request: buildContext([spec.context, own]),
    encryption: service === 'kms' ? buildEncryption(spec.encryption) : undefined,
  };
}

/** Writes the resource's side out: its policies, grants and encryption context. */
export function buildSide(scene: Scene, spec: SideSpec): object {
  const resourcePolicy =
    spec.resourcePolicy === undefined ? {} : { resourcePolicy: buildPolicy([scene], spec.resourcePolicy, true) };
  const denials = spec.resourceControlPolicies?.map((one) => buildPolicy([scene], one, true));
  const above = denials === undefined ? {} : { resourceControlPolicies: [denials] };
  if (scene.target.service === 's3') return { ...resourcePolicy, ...above };
  return {
    ...(spec.awsManagedKey ? { awsManagedKey: true } : resourcePolicy),
    ...above,
    ...(spec.awsManagedKey || spec.grants.length === 0
      ? {}
      : { grants: spec.grants.map((grant, at) => buildGrant(scene, grant, at)) }),
    ...(scene.encryption === undefined ? {} : { encryptionContext: scene.encryption }),
  };
}
