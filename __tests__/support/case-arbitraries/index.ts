/**
 * Random cases of the `tenant-buckets evaluate` format, written around their own request: every policy element is the
 * right one, or one that is near it. Built from small pools by plain records, so that thousands a second come out.
 */
import fc from 'fast-check';
import { buildCaller, callerSpec } from './callers';
import type { Scene } from './contexts';
import { buildPolicy, limitSpec, policySpec, type PolicySpec } from './policies';
import { buildSide, sceneOf, sideSpec, type SideSpec } from './sides';
import type { Service } from './targets';
import { sometimes, weighted } from './weighted';

/** A case in the form of the evaluate contract. */
export interface RandomCase {
  readonly name: string;
  readonly [field: string]: unknown;
}

interface Call {
  readonly service: Service;
  readonly side: SideSpec;
}

const callSpec = (service: Service): fc.Arbitrary<Call> => fc.record({ service: fc.constant(service), side: sideSpec });
const s3Call = callSpec('s3');
const kmsCall = callSpec('kms');

/** One request, or one with further legs. */
const callSpecs: fc.Arbitrary<readonly [Call, ...Call[]]> = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(s3Call) },
  { weight: 6, arbitrary: fc.tuple(kmsCall) },
  { weight: 3, arbitrary: fc.tuple(s3Call, kmsCall) },
  { weight: 1, arbitrary: fc.tuple(s3Call, s3Call) },
  { weight: 1, arbitrary: fc.tuple(s3Call, kmsCall, kmsCall) },
);

const caseSpec = fc.record({
  calls: callSpecs,
  caller: callerSpec,
  identityPolicies: fc.array(policySpec, { maxLength: 2 }),
  open: weighted([3, false], [1, true]),
  boundary: sometimes(4, 1, limitSpec),
  session: sometimes(4, 1, fc.array(limitSpec, { maxLength: 2 })),
  serviceControlPolicies: sometimes(4, 1, fc.array(fc.array(limitSpec, { maxLength: 2 }), { maxLength: 2 })),
  emptyLevel: weighted([9, false], [1, true]),
  vpcEndpointPolicy: sometimes(9, 1, limitSpec),
  restrictPublicBuckets: weighted([3, undefined], [2, true], [1, false]),
  objectOwner: weighted([12, undefined], [1, 'owner'], [2, '444455556666']),
});

type CaseSpec = typeof caseSpec extends fc.Arbitrary<infer T> ? T : never;
type Scenes = readonly [Scene, ...Scene[]];

/** Random cases. */
export const cases: fc.Arbitrary<RandomCase> = caseSpec.map(buildCase);

function buildCase(spec: CaseSpec): RandomCase {
  const caller = buildCaller(spec.caller);
  const [first, ...further] = spec.calls;
  const scene = sceneOf(first.service, caller, first.side);
  const legs = further.map(({ service, side }) => ({ side, own: furtherScene(sceneOf(service, caller, side), scene) }));
  const scenes: Scenes = [scene, ...legs.map(({ own }) => own)];
  const then = legs.map(({ side, own }) => ({ request: requestOf(own), ...buildSide(own, side) }));
  return {
    name: 'random',
    request: firstRequest(scene, spec),
    ...(caller.account === undefined ? {} : identitySide(scenes, spec)),
    ...buildSide(scene, first.side),
    ...(spec.vpcEndpointPolicy ? { vpcEndpointPolicy: buildPolicy([scene], spec.vpcEndpointPolicy, true) } : {}),
    ...blockOf(scene, spec),
    ...(then.length === 0 ? {} : { then }),
  };
}

function firstRequest(scene: Scene, spec: CaseSpec): object {
  const { caller, target, request } = scene;
  const owner = spec.objectOwner === 'owner' ? target.account : spec.objectOwner;
  const objectOwner = owner === undefined || target.service === 'kms' ? {} : { objectOwner: owner };
  const unknownContext = [...request.unknownContext, ...caller.unknownContext];
  return {
    ...requestOf(scene),
    principal: caller.principal,
    context: { ...request.context, ...caller.context },
    ...(unknownContext.length === 0 ? {} : { unknownContext }),
    ...objectOwner,
  };
}

function requestOf({ target, request }: Scene): object {
  const { action, resource, account, accountGiven } = target;
  const { context, unknownContext } = request;
  return {
    action,
    resource,
    ...(accountGiven ? { resourceAccount: account } : {}),
    context,
    ...(unknownContext.length === 0 ? {} : { unknownContext }),
  };
}

/** The scene of a further leg: of the caller it restates only what the first request does not call unknown. */
function furtherScene(scene: Scene, first: Scene): Scene {
  const unsettled = new Set([...first.request.unknownContext, ...first.caller.unknownContext]);
  const context = Object.fromEntries(Object.entries(scene.request.context).filter(([key]) => !unsettled.has(key)));
  return { ...scene, request: { ...scene.request, context } };
}

function blockOf({ target }: Scene, { restrictPublicBuckets }: CaseSpec): object {
  if (restrictPublicBuckets === undefined || target.service === 'kms') return {};
  return { publicAccessBlock: { restrictPublicBuckets } };
}

const wideOpen = { Version: '2012-10-17', Statement: [{ Sid: 'S0', Effect: 'Allow', Action: '*', Resource: '*' }] };

function identitySide(scenes: Scenes, spec: CaseSpec): object {
  const write = (policy: PolicySpec): object => buildPolicy(scenes, policy, false);
  const identity = [...spec.identityPolicies.map(write), ...(spec.open ? [wideOpen] : [])];
  return {
    ...(identity.length === 0 ? {} : { identityPolicies: identity }),
    ...(spec.boundary ? { permissionBoundaries: [write(spec.boundary)] } : {}),
    ...(spec.session ? { sessionPolicies: spec.session.map(write) } : {}),
    ...(spec.serviceControlPolicies
      ? { serviceControlPolicies: levelsOf(spec.serviceControlPolicies, spec, write) }
      : {}),
  };
}

/** Empty levels deny everything, so most are filled. */
function levelsOf(
  levels: readonly (readonly PolicySpec[])[],
  { emptyLevel }: CaseSpec,
  write: (policy: PolicySpec) => object,
): readonly (readonly object[])[] {
  return levels.map((level) => (level.length === 0 && !emptyLevel ? [wideOpen] : level.map(write)));
}
