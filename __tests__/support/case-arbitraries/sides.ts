import fc from 'fast-check';
import type { Caller } from './callers';
import {
  buildContext,
  buildEncryption,
  contextSpec,
  createGrantContextSpec,
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
  createGrantContext: createGrantContextSpec,
  encryption: encryptionSpec,
  resourcePolicy: sometimes(1, 6, policySpec),
  resourceControlPolicies: sometimes(5, 1, fc.array(denialSpec, { maxLength: 1 })),
  grants: fc.array(grantSpec, { maxLength: 2 }),
  awsManagedKey: weighted([14, false], [2, true]),
  managedKeyHas: weighted([3, 'nothing'], [1, 'policy'], [1, 'grants'], [1, 'both']),
});

/** What the arbitrary of sides yields. */
export type SideSpec = typeof sideSpec extends fc.Arbitrary<infer T> ? T : never;

/** Reads off what the policies of a leg are written around. */
export function sceneOf(service: Service, caller: Caller, spec: SideSpec): Scene {
  const target = buildTarget(service, spec.target, caller.account);
  const own = service === 's3' ? spec.s3Context : spec.kmsContext;
  const ofGrant = target.action === 'kms:CreateGrant' ? [spec.createGrantContext] : [];
  return {
    caller,
    target,
    request: buildContext([spec.context, own, ...ofGrant]),
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
  const brings = (what: 'policy' | 'grants'): boolean =>
    !spec.awsManagedKey || spec.managedKeyHas === what || spec.managedKeyHas === 'both';
  const grants = brings('grants') ? spec.grants.map((grant, at) => buildGrant(scene, grant, at)) : [];
  return {
    ...(spec.awsManagedKey ? { awsManagedKey: true } : {}),
    ...(brings('policy') ? resourcePolicy : {}),
    ...above,
    ...(grants.length === 0 ? {} : { grants }),
    ...(scene.encryption === undefined ? {} : { encryptionContext: scene.encryption }),
  };
}
