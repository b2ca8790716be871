import fc from 'fast-check';
import type { Scene } from './contexts';
import { allowSpec, buildStatement, denySpec, type StatementSpec } from './statements';
import { weighted } from './weighted';

const version = weighted([12, '2012-10-17'], [1, '2008-10-17'], [1, undefined]);
const fullAccess: fc.Arbitrary<StatementSpec> = allowSpec.map((spec) => ({
  ...spec,
  action: 'everything',
  resource: 'everything',
  bare: true,
  flaw: 'none',
  principal: { form: 'everyone', near: 0, partial: false },
}));

/** A policy that opens as a whole and takes something back, as boundaries and control policies do. */
const limit = fc.record({
  version,
  statements: fc.tuple(
    fc.oneof({ weight: 6, arbitrary: fullAccess }, { weight: 3, arbitrary: allowSpec }),
    fc.array(fc.oneof({ weight: 3, arbitrary: denySpec }, { weight: 1, arbitrary: allowSpec }), { maxLength: 1 }),
  ),
});

/** A boundary, session policy, control policy or endpoint policy. */
export const limitSpec = limit.map(({ version: spoken, statements: [first, rest] }): PolicySpec => ({
  version: spoken,
  statements: [first, ...rest],
}));

/** An identity policy, bucket policy or key policy. */
export const policySpec: fc.Arbitrary<PolicySpec> = fc.record({
  version,
  statements: fc.array(fc.oneof({ weight: 3, arbitrary: allowSpec }, { weight: 1, arbitrary: denySpec }), {
    minLength: 1,
    maxLength: 3,
  }),
});

/** A resource control policy: its Allow is implied, so it holds denies. */
export const denialSpec: fc.Arbitrary<PolicySpec> = fc.record({
  version,
  statements: fc.array(
    denySpec.map((spec) => ({ ...spec, principal: { form: 'everyone', near: 0, partial: false } as const })),
    { minLength: 1, maxLength: 1 },
  ),
});

/** A policy document before it is written out. */
export interface PolicySpec {
  readonly version: string | undefined;
  readonly statements: readonly StatementSpec[];
}

/** Writes a document out; each statement is written around one of the legs. */
export function buildPolicy(scenes: readonly [Scene, ...Scene[]], spec: PolicySpec, namesPrincipals: boolean): object {
  const statements = spec.statements.map((statement, at) =>
    buildStatement(scenes[statement.about % scenes.length] ?? scenes[0], statement, `S${at}`, namesPrincipals),
  );
  return { ...(spec.version === undefined ? {} : { Version: spec.version }), Statement: statements };
}
