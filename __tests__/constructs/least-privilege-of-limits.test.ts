import { describe, expect, test } from '@jest/globals';
import { describeKey, type Tenant, type World } from '../../modules/core';
import { compile, decideAccountRequest, decideKeyRequest, type RequestContext } from '../../modules/evaluation';
import {
  conditionsOf,
  onEverything,
  ownPolicy,
  withoutTheCondition,
  worldWithRoleStatement,
} from '../support/changed-statement';
import { actionsOf, statementsIn } from '../support/changed-world';
import { delegatingPolicy } from '../support/delegating-policy';
import { activeTenant, ownKeyArn } from '../support/handshakes';
import { textAt, type JsonObject } from '../support/json';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, acme, createdWriter, deployment, environmentOf } from '../support/tenancy';

const reader = { ...createdWriter, name: 'reports', access: 'reader' } as const;

const otherKeyArn = ownKeyArn.replace(/[^/]+$/, 'elsewhere');

function worldOf(...tenants: readonly Tenant[]): World {
  const { world } = synthesizedWorld(environmentOf(...tenants));
  const keys = [ownKeyArn, otherKeyArn].map((arn) => [arn, describeKey({ arn, policy: delegatingPolicy })] as const);
  return { ...world, keys: new Map([...world.keys, ...keys]) };
}

const places = {
  'in a bucket of its own': worldOf({ ...acme, principals: [createdWriter, reader] }),
  'in a shared bucket': worldOf({ ...acme, isolation: 'shared', principals: [createdWriter, reader] }),
  'under a key of its tenant’s own': worldOf(activeTenant),
};

const roleOf = (name: string): string => `arn:aws:iam::${accountId}:role/tenants/corp-acme-${name}`;
const bucketArn = (world: World): string => `arn:aws:s3:::${world.tenants.get('acme')?.bucket ?? ''}`;

/** What a request of the role says, as S3 makes it. */
function withinOf(world: World): RequestContext {
  return {
    's3:prefix': world.tenants.get('acme')?.prefix ?? '',
    'kms:ViaService': `s3.${deployment.region}.amazonaws.com`,
    'kms:EncryptionContext:aws:s3:arn': bucketArn(world),
  };
}

/** What another request would say. */
const beyond: RequestContext = {
  's3:prefix': 'elsewhere/',
  'kms:ViaService': `s3.us-west-2.amazonaws.com`,
  'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::elsewhere',
};

/** Something of the same kind that the statement is not about. */
const elsewhere: { readonly [sid: string]: string } = {
  WriteObjects: 'arn:aws:s3:::elsewhere/x',
  ReadObjects: 'arn:aws:s3:::elsewhere/x',
  ListObjects: 'arn:aws:s3:::elsewhere',
  UseKeyThroughS3: otherKeyArn,
};

interface Asked {
  readonly resource?: string;
  readonly context?: RequestContext;
}

/** The actions of a statement that the policy of the role alone lets it take; the rest is left to it. */
function allowed(world: World, role: string, statement: JsonObject, asked: Asked = {}): readonly string[] {
  const compiled = compile(world);
  const resource = asked.resource ?? textAt(statement, 'Resource').replace('*', 'x');
  const context = { ...withinOf(world), ...asked.context };
  return actionsOf(statement).filter((action) => {
    const key = world.keys.get(resource);
    const leg = key
      ? decideKeyRequest(compiled, role, { action, key, context })
      : decideAccountRequest(compiled, role, { action, resource, accountId, context });
    return leg.verdict === 'allow';
  });
}

const cases = Object.entries(places).flatMap(([place, world]) =>
  ['app', 'reports'].map((name) => ({ place, name, world, role: roleOf(name) })),
);

describe.each(cases)('the policy of $name $place', ({ place, name, world, role }) => {
  const statements = statementsIn(ownPolicy(world, role));
  const limits = statements.flatMap((one) =>
    conditionsOf(one).map(([operator, key]) => [textAt(one, 'Sid'), operator, key, one] as const),
  );

  test('asks for nothing that is not accounted for here', () => {
    const prefix = place === 'in a shared bucket' && name === 'reports' ? ['ListObjects s3:prefix'] : [];
    const key = ['kms:EncryptionContext:aws:s3:arn', 'kms:ViaService'].map((one) => `UseKeyThroughS3 ${one}`);
    const expected = [...prefix, ...(place.startsWith('under') ? key : [])];
    expect(limits.map(([sid, , one]) => `${sid} ${one}`).sort()).toEqual(expected);
  });

  test.each(statements.map((one) => [textAt(one, 'Sid'), one] as const))(
    '%s is for its own place alone',
    (sid, one) => {
      const wide = worldWithRoleStatement(world, role, sid, onEverything);
      const resource = elsewhere[sid];
      expect(allowed(world, role, one)).toEqual(actionsOf(one));
      expect(resource).toBeDefined();
      expect(allowed(world, role, one, { ...(resource !== undefined && { resource }) })).toEqual([]);
      expect(allowed(wide, role, one, { ...(resource !== undefined && { resource }) })).toEqual(actionsOf(one));
    },
  );

  test('keeps something out by each of its conditions', () => {
    for (const [sid, operator, key, one] of limits) {
      const context = { [key]: beyond[key] ?? null };
      const without = worldWithRoleStatement(world, role, sid, withoutTheCondition(operator, key));
      expect([key, ...allowed(world, role, one, { context })]).toEqual([key]);
      expect([key, ...allowed(without, role, one, { context })]).toEqual([key, ...actionsOf(one)]);
    }
    expect(limits.every(([, , key]) => key in beyond)).toBe(true);
  });
});
