import type { Layer } from './layers';
import type { Leg } from './leg';
import type { PrincipalForm } from './principals';
import type { JudgedStatement } from './statements';
import { all, some, type Trilean } from './trilean';

/** What decides whether a leg is allowed, its denies apart. */
export interface Inputs {
  readonly leg: Leg;
  readonly identity: Layer;
  readonly boundary: Layer;
  readonly session: Layer;
  readonly resource: readonly JudgedStatement[];
}

/** The caller's own side: an identity allow inside boundary and session policy; the root user has all of it. */
export function callersSide({ leg, identity, boundary, session }: Inputs): Trilean {
  if (leg.requester.kind === 'root') return 'yes';
  return all([identity.passes, boundary.passes, session.passes]);
}

/** Whether an Allow of the resource's policy covers the caller, named in one of these forms. */
export function resourceAllows(resource: readonly JudgedStatement[], forms: readonly PrincipalForm[]): Trilean {
  return some(
    resource
      .filter(({ effect }) => effect !== 'Deny')
      .flatMap((one) =>
        one.namings
          .filter(({ form }) => forms.includes(form))
          .map(({ covers }): Trilean => (one.effect === 'unreadable' && covers === 'yes' ? 'maybe' : covers)),
      ),
  );
}

/** Every form in which a resource's policy can name a caller. */
export const anyForm: readonly PrincipalForm[] = ['everyone', 'itself', 'role', 'provider', 'account', 'service'];

/** An Allow to everyone or to the caller itself stands alone; one to its role or provider has to pass boundary and session policy. */
export function directlyAllowed({ leg, boundary, session, resource }: Inputs): Trilean {
  if (leg.requester.kind === 'root') return resourceAllows(resource, anyForm);
  return some([
    resourceAllows(resource, ['everyone', 'itself']),
    all([resourceAllows(resource, ['role', 'provider']), boundary.passes, session.passes]),
  ]);
}
