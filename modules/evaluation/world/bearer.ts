import {
  known,
  parseArn,
  unknown,
  type Fact,
  type PolicyHolder,
  type Principal,
  type Session,
  type Tags,
} from '../../core';
import type { CompiledPolicy, IdentitySide } from '../model';
import { unknownPolicy } from './policies';
import type { WorldIndex } from './world-index';

/** What a principal carries itself, before its account and organization have their say. */
export interface Bearer {
  readonly policies: Omit<IdentitySide, 'serviceControlPolicies'>;
  readonly tags: Fact<Tags>;
  /** The principal as policies name it: of a session its role, with the path. */
  readonly arn: string;
}

/** What a principal of a world carries; one that is not listed may carry anything, unless the world is complete. */
export function bearerOf(index: WorldIndex, name: string): Bearer {
  const principal = index.world.principals.get(name) ?? index.sessionOf(name);
  if (principal) return listedBearer(index, principal);
  return index.world.complete ? bare(name) : notDescribed(name);
}

function listedBearer(index: WorldIndex, principal: Principal): Bearer {
  switch (principal.kind) {
    case 'role':
    case 'user':
      return { policies: held(index, principal), tags: principal.tags, arn: principal.arn };
    case 'session':
      return sessionBearer(index, bearerOf(index, principal.roleArn), principal);
    default:
      return bare(principal.arn);
  }
}

function held(index: WorldIndex, holder: PolicyHolder): Bearer['policies'] {
  const name = shortName(holder.arn);
  return {
    identityPolicies: index.shelf.policies(`identity policy of ${name}:`, 'identity', holder.identityPolicies),
    permissionBoundaries: boundaryOf(index, name, holder.permissionsBoundary),
  };
}

function boundaryOf(
  index: WorldIndex,
  name: string,
  boundary: PolicyHolder['permissionsBoundary'],
): readonly CompiledPolicy[] {
  if (!boundary.known) return [unknownPolicy(`boundary of ${name}`, 'identity', boundary.why)];
  return boundary.value === 'none'
    ? []
    : index.shelf.policies(`boundary of ${name}:`, 'identity', known([boundary.value]));
}

/** A session policy narrows what the role has, and the session's tags win over the role's. */
function sessionBearer(index: WorldIndex, role: Bearer, session: Session): Bearer {
  const sessionPolicies = index.shelf.policies(
    `session policy of ${shortName(session.arn)}:`,
    'identity',
    session.sessionPolicies,
  );
  return {
    policies: { ...role.policies, sessionPolicies },
    tags: bothTags(role.tags, session.tags),
    // A federated user goes by its own name, not by that of the user who made it.
    arn: session.arn.includes(':federated-user/') ? session.arn : role.arn,
  };
}

function bothTags(role: Fact<Tags>, session: Fact<Tags>): Fact<Tags> {
  if (!role.known) return role;
  return session.known ? known({ ...role.value, ...session.value }) : session;
}

function bare(arn: string): Bearer {
  return { policies: {}, tags: known({}), arn };
}

function notDescribed(name: string): Bearer {
  const why = `${name} is not described, so its own policies are not known`;
  return {
    policies: { identityPolicies: [unknownPolicy(`identity policies of ${shortName(name)}`, 'identity', why)] },
    tags: unknown(why),
    arn: name,
  };
}

function shortName(arn: string): string {
  return parseArn(arn)?.resource ?? arn;
}
