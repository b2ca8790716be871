import fc from 'fast-check';
import { buildConditions, conditionSpec } from './conditions';
import type { Scene } from './contexts';
import { spoil, type Flaw } from './flaws';
import { buildPrincipal, principalSpec } from './principals';
import { pick, weighted } from './weighted';

const flaw: fc.Arbitrary<Flaw> = weighted(
  [250, 'none'],
  [1, 'unknown operator'],
  [1, 'unknown element'],
  [1, 'effect in lower case'],
  [1, 'two kinds of actions'],
  [1, 'no resource'],
  [1, 'Null with IfExists'],
  [1, 'value of no number'],
  [1, 'value of no ARN'],
);

const resourceModes = [
  [4, 'exact'],
  [4, 'everything'],
  [5, 'container'],
  [3, 'near'],
  [1, 'nearAndExact'],
  [1, 'tagged'],
  [1, 'tagDefault'],
  [1, 'tagMissing'],
  [1, 'exactButUpper'],
  [1, 'mark'],
  [1, 'notNear'],
  [1, 'notExact'],
  [1, 'notTagMissing'],
] as const;

const actionModes = [
  [6, 'exact'],
  [4, 'everything'],
  [6, 'service'],
  [1, 'prefix'],
  [1, 'mark'],
  [1, 'upper'],
  [2, 'other'],
  [1, 'otherAndExact'],
  [1, 'notOther'],
  [1, 'notExact'],
] as const;

/** Allows seldom hang on conditions, denies nearly always do, so that neither drowns the other. */
function statementSpec(effect: 'Allow' | 'Deny') {
  const tests = effect === 'Allow' ? { maxLength: 2 } : { minLength: 1, maxLength: 3 };
  return fc.record({
    effect: fc.constant(effect),
    about: fc.nat(9),
    action: weighted(...actionModes),
    resource: weighted(...resourceModes),
    near: fc.nat(99),
    principal: principalSpec,
    conditions: fc.array(conditionSpec, tests),
    bare: effect === 'Allow' ? weighted([1, true], [1, false]) : weighted([9, false], [1, true]),
    flaw,
  });
}

/** A statement that rather allows, or one that rather denies. */
export const allowSpec = statementSpec('Allow');
/** A statement that denies. */
export const denySpec = statementSpec('Deny');

/** What the arbitraries of statements yield. */
export type StatementSpec = typeof allowSpec extends fc.Arbitrary<infer T> ? T : never;

/** Writes a statement out. */
export function buildStatement(scene: Scene, spec: StatementSpec, sid: string, namesPrincipals: boolean): object {
  const bare = spec.bare || (namesPrincipals && spec.principal.form.startsWith('not') && spec.near % 2 === 0);
  const conditions = bare ? undefined : buildConditions(scene, spec.conditions);
  return spoil(spec.flaw, {
    Sid: sid,
    Effect: spec.effect,
    ...(namesPrincipals ? buildPrincipal(scene.caller, spec.principal) : {}),
    ...actionsOf(scene, spec),
    ...resourcesOf(scene, spec),
    ...(conditions === undefined ? {} : { Condition: conditions }),
  });
}

function actionsOf({ target }: Scene, { action }: StatementSpec): object {
  const exact = target.action;
  const modes: Readonly<Record<StatementSpec['action'], object>> = {
    exact: { Action: exact },
    everything: { Action: '*' },
    service: { Action: `${target.service}:*` },
    prefix: { Action: `${exact.slice(0, exact.indexOf(':') + 4)}*` },
    mark: { Action: `${exact.slice(0, -1)}?` },
    upper: { Action: exact.toUpperCase() },
    other: { Action: target.otherAction },
    otherAndExact: { Action: [target.otherAction, exact] },
    notOther: { NotAction: target.otherAction },
    notExact: { NotAction: [exact.toLowerCase()] },
  };
  return modes[action];
}

function resourcesOf({ target }: Scene, { resource, near }: StatementSpec): object {
  const exact = target.resource;
  const nearby = pick(target.nearMisses, near);
  const stem = target.service === 's3' ? 'arn:aws:s3:::' : `${target.container}/`;
  const modes: Readonly<Record<StatementSpec['resource'], object>> = {
    exact: { Resource: exact.replace('*', '${*}') },
    everything: { Resource: '*' },
    container: {
      Resource: target.service === 's3' ? [target.container, `${target.container}/*`] : `${target.container}/*`,
    },
    near: { Resource: nearby },
    nearAndExact: { Resource: [nearby, exact] },
    tagged: { Resource: `${stem}\${aws:PrincipalTag/home}/\${aws:PrincipalTag/team}/*` },
    tagDefault: { Resource: `${stem}\${aws:PrincipalTag/none, 'acme-data'}*` },
    tagMissing: { Resource: `${stem}\${aws:PrincipalTag/none}*` },
    exactButUpper: { Resource: upperEnd(exact) },
    mark: { Resource: `${exact.slice(0, -1)}?` },
    notNear: { NotResource: nearby },
    notExact: { NotResource: exact },
    notTagMissing: { NotResource: [`${stem}\${aws:PrincipalTag/none}*`, `${stem}\${aws:PrincipalTag/team}*`] },
  };
  return modes[resource];
}

/** The same ARN with its last part in capitals. */
function upperEnd(arn: string): string {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':').toUpperCase()].join(':');
}
