import type { CompiledStatement, Naming, Reason, RequestView } from '../model';

const namings: { readonly [naming in Naming]: string } = {
  0: '',
  1: ' to the account of the caller',
  2: ' to the role or user behind the session',
  3: ' to the caller by name, or to everyone',
};

export function allowReason(statement: CompiledStatement, request: RequestView, naming: Naming = 0): Reason {
  const evidence = statement.evidence(request);
  const why = `allows ${request.spelling}${namings[naming]}`;
  return {
    policy: statement.policy,
    statement: statement.id,
    effect: 'Allow',
    why: evidence === '' ? why : `${why}: ${evidence}`,
  };
}

export function denyReason(statement: CompiledStatement, request: RequestView): Reason {
  const evidence = statement.evidence(request);
  const why = `denies ${request.spelling}`;
  return {
    policy: statement.policy,
    statement: statement.id,
    effect: 'Deny',
    why: evidence === '' ? why : `${why}: ${evidence}`,
  };
}

/** A statement that would matter if it could be judged. */
export function doubtReason(statement: CompiledStatement, request: RequestView): Reason {
  const doubts = statement.doubts(request);
  const what = doubts.length === 0 ? 'whether it names the caller' : doubts.join(', ');
  const verb = statement.effect === 'Allow' ? 'allow' : 'deny';
  return {
    policy: statement.policy,
    statement: statement.id,
    effect: statement.effect,
    why: `may ${verb} ${request.spelling}: cannot judge ${what}`,
  };
}

/** A rule that stands in no document, or something that is missing. */
export function implicitReason(subject: string, effect: 'Allow' | 'Deny', why: string): Reason {
  return { policy: 'implicit', statement: subject, effect, why };
}
