import { managedKeyPolicy } from '../kms/managed-key';
import type { CompiledPolicy, DecisionInput, Naming, Reason } from '../model';
import type { ResolvedRequest } from '../request/view';
import { no, yes } from '../truth';
import { publicAccessDenied, publicAccessReason } from './public-access';
import { implicitReason } from './reasons';
import { emptySide, scanDenies, scanResourcePolicy, scanSide, type Denies, type NamedAllow, type Side } from './scan';
import type { Scope } from './scope';

/** What all policies said about one request. `undefined` sides are not set and bind nobody. */
export interface Sides {
  readonly identity: Side;
  readonly boundary: Side | undefined;
  readonly session: Side | undefined;
  readonly organization: readonly Side[];
  readonly endpoint: readonly NamedAllow[] | undefined;
  readonly resource: readonly NamedAllow[];
  readonly grants: readonly NamedAllow[];
  readonly denies: Denies;
}

/** Asks every policy that binds the caller. All run, whatever the first said. */
export function scanSides(input: DecisionInput, request: ResolvedRequest, scope: Scope): Sides {
  const denies: Denies = { certain: [], doubtful: [] };
  scanResourceControl(input, request, scope, denies);
  const caller = 'arn' in request.principal ? scanCaller(input, request, scope, denies) : nobodysSides;
  return {
    identity: caller.identity,
    boundary: caller.boundary,
    session: caller.session,
    organization: caller.organization,
    endpoint: input.vpcEndpointPolicy && scanResourcePolicy(input.vpcEndpointPolicy, request, denies),
    resource: scanResource(input, request, scope, denies),
    grants: scope.kms ? scanGrants(input, request) : [],
    denies,
  };
}

type CallerSides = Pick<Sides, 'identity' | 'boundary' | 'session' | 'organization'>;

/** Services, anonymous callers and identity providers have no policies of their own. */
const nobodysSides: CallerSides = { identity: emptySide, boundary: undefined, session: undefined, organization: [] };

function scanCaller(input: DecisionInput, request: ResolvedRequest, scope: Scope, denies: Denies): CallerSides {
  const identity = scanSide(input.identityPolicies ?? [], request, denies);
  const boundary = scanSet(input.permissionBoundaries, request, denies);
  const session = scanSet(input.sessionPolicies, request, denies);
  const levels = scope.bindsServiceControl ? (input.serviceControlPolicies ?? []) : [];
  const organization = levels.map((level) => scanSide(level, request, denies));
  return scope.root
    ? { identity: rootSide, boundary: undefined, session: undefined, organization }
    : { identity, boundary, session, organization };
}

function scanResourceControl(input: DecisionInput, request: ResolvedRequest, scope: Scope, denies: Denies): void {
  if (!scope.bindsResourceControl) return;
  for (const level of input.resourceControlPolicies ?? []) scanDenies(level, request, denies);
}

const rootSide: Side = {
  certain: [implicitReason('root', 'Allow', 'the root user has every permission that its account has')],
  doubtful: [],
};

function scanSet(
  policies: readonly CompiledPolicy[] | undefined,
  request: ResolvedRequest,
  denies: Denies,
): Side | undefined {
  return policies && policies.length > 0 ? scanSide(policies, request, denies) : undefined;
}

function scanResource(
  input: DecisionInput,
  request: ResolvedRequest,
  scope: Scope,
  denies: Denies,
): readonly NamedAllow[] {
  const managed = scope.kms && input.awsManagedKey === true;
  const policy = input.resourcePolicy ?? (managed ? managedKeyPolicy(request.resource) : undefined);
  if (!policy) return [];
  const allows = scanResourcePolicy(
    policy,
    request,
    scope.ignoresBucketDenies ? { certain: [], doubtful: [] } : denies,
  );
  if (scope.s3 && input.publicAccessBlock?.restrictPublicBuckets === true) addPublicAccess(policy, request, denies);
  return scope.foreignObject ? [] : allows;
}

function addPublicAccess(policy: CompiledPolicy, request: ResolvedRequest, denies: Denies): void {
  if (request.resourceAccount === undefined) return;
  const denied = publicAccessDenied(policy, request.principal, request.resourceAccount);
  if (denied !== no)
    (denied === yes ? denies.certain : denies.doubtful).push(publicAccessReason(policy, denied === yes));
}

const grantees: { readonly [naming in Naming]: string } = {
  0: '',
  1: 'the account of the caller',
  2: 'the role of the caller',
  3: 'the caller',
};

function scanGrants(input: DecisionInput, request: ResolvedRequest): readonly NamedAllow[] {
  const allows: NamedAllow[] = [];
  for (const grant of input.grants ?? []) {
    const naming = grant.names(request);
    if (naming.possible === 0) continue;
    const why =
      naming.certain > 0
        ? `grants ${request.spelling} to ${grantees[naming.certain]}`
        : `may grant ${request.spelling}: the grant cannot be judged`;
    const reason: Reason = { policy: `grants[${grant.id}]`, statement: grant.id, effect: 'Allow', why };
    allows.push({ ...naming, reason });
  }
  return allows;
}
