import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeEnvironments, type Environment } from '../../modules/constructs';
import {
  DiagnosticError,
  finishMove,
  noPins,
  proposePins,
  startMove,
  type Pins,
  type Tenant,
} from '../../modules/core';
import { objectsAt, textAt } from '../support/json';
import { SynthesizedStack } from '../support/synthesize';
import { acme, deployment, environmentOf } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

function synthesizeAll(environment: Environment): ReadonlyMap<string, SynthesizedStack> {
  using folder = temporaryFolder();
  synthesizeEnvironments([environment], { outdir: folder.path });
  const stacks = join(folder.path, 'stacks');
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : [];
  return new Map(
    names.map((name) => [name, new SynthesizedStack(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))]),
  );
}

function refusalOf(environment: Environment): readonly string[] {
  try {
    synthesizeAll(environment);
  } catch (error) {
    if (error instanceof DiagnosticError)
      return error.diagnostics.map((one) => `${one.code} ${one.path}: ${one.message}`);
    throw error;
  }
  return [];
}

function addresses(stack: SynthesizedStack | undefined): readonly string[] {
  return (stack?.resources ?? []).map((one) => one.address).sort();
}

/** What a stack lets go; throws when it would destroy any of it. */
function letGo(stack: SynthesizedStack | undefined): readonly string[] {
  const removed = stack?.json['removed'] === undefined ? [] : objectsAt(stack.json, 'removed');
  return removed.map((one) => {
    expect(one['lifecycle']).toEqual({ destroy: false });
    return textAt(one, 'from');
  });
}

const globex: Tenant = { ...acme, id: 'globex' };
const one = 'trial-shard-main-1';
const two = 'trial-shard-main-2';

describe('a tenant that retires', () => {
  const active = environmentOf(acme, globex);
  const tenants: readonly Tenant[] = [{ ...acme, state: 'retired' }, globex];
  const pins = proposePins(active.placements, tenants, active.pins);
  const before = synthesizeAll(active).get(one);
  const after = synthesizeAll({ ...active, tenants, pins }).get(one);

  test('is let go with every address that it had, and with nothing of its neighbours', () => {
    const gone = addresses(before).filter((address) => !addresses(after).includes(address));
    expect(gone).toHaveLength(addresses(before).length / 2);
    expect(letGo(after)).toEqual(gone);
    expect(letGo(before)).toEqual([]);
  });

  test('gives out nothing any more', () => {
    expect(Object.keys(after?.json['output'] ?? {})).toEqual(['globex']);
  });

  test('is let go with the same addresses when it was suspended before', () => {
    const suspended = synthesizeAll({ ...active, tenants: [{ ...acme, state: 'suspended' }, globex] }).get(one);
    const gone = addresses(suspended).filter((address) => !addresses(after).includes(address));
    expect(letGo(after)).toEqual(expect.arrayContaining([...gone]));
  });

  test('keeps its stack when nobody else lives there', () => {
    const alone = { ...environmentOf(acme), tenants: [{ ...acme, state: 'retired' as const }] };
    const stacks = synthesizeAll({ ...alone, pins: proposePins(alone.placements, alone.tenants, alone.pins) });
    expect([...stacks.keys()]).toEqual([one]);
    expect(addresses(stacks.get(one))).toEqual([]);
  });

  test('leaves a shared bucket and its neighbours there as they are', () => {
    const shared = environmentOf(
      { ...acme, isolation: 'shared', principals: [] },
      { ...globex, isolation: 'shared', principals: [] },
    );
    const pool = 'trial-pool-main-1';
    const [first, ...rest] = shared.tenants;
    const retiring = [...(first ? [{ ...first, state: 'retired' as const }] : []), ...rest];
    const left = synthesizeAll({
      ...shared,
      tenants: retiring,
      pins: proposePins(shared.placements, retiring, shared.pins),
    }).get(pool);
    const was = addresses(synthesizeAll(shared).get(pool));
    expect(letGo(left)).toEqual(was.filter((address) => address.includes('.acme_')));
    expect(addresses(left)).toEqual(was.filter((address) => !address.includes('.acme_')));
  });
});

describe('a tenant that moves', () => {
  const start = environmentOf(acme, globex);
  const resources = addresses(synthesizeAll(environmentOf(acme)).get(one)).map((address, index) => ({
    address,
    importId: `id-${String(index)}`,
  }));
  const request = { environment: 'trial', placements: [deployment], pins: start.pins, id: 'acme', to: 2 };
  const moved = startMove(request, resources);
  const withPins = (pins: Pins): Environment => ({ ...start, pins });

  test('is let go by one stack and imported by the other at the same addresses', () => {
    const stacks = synthesizeAll(withPins(moved));
    expect([...stacks.keys()]).toEqual([one, two]);
    expect(letGo(stacks.get(one))).toEqual(resources.map((resource) => resource.address));
    expect(letGo(stacks.get(two))).toEqual([]);
    const target = stacks.get(two);
    const imports = target === undefined ? [] : objectsAt(target.json, 'import');
    const pairs = imports.map((block) => ({ address: textAt(block, 'to'), importId: textAt(block, 'id') }));
    expect(pairs.toSorted((a, b) => (a.address < b.address ? -1 : 1))).toEqual(resources);
    expect(addresses(target)).toEqual(addresses(synthesizeAll(environmentOf(acme)).get(one)));
  });

  test('is an ordinary tenant of its new stack once the move is done', () => {
    const stacks = synthesizeAll(withPins(finishMove(moved, 'acme')));
    for (const stack of stacks.values()) {
      expect(letGo(stack)).toEqual([]);
      expect(stack.json).not.toHaveProperty('import');
    }
    expect(addresses(stacks.get(two))).toEqual(resources.map((resource) => resource.address));
  });

  test('fails when it has lost something that would then be managed by nobody', () => {
    const [first] = resources;
    const lost = { ...start, tenants: [{ ...acme, principals: [] }, globex], pins: moved };
    const found = refusalOf(lost);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((text) => text.startsWith(`TB2162 ${two}/acme: the move of acme names aws_`))).toBe(true);
    expect(found.join()).toContain(first?.address);
  });
});

describe('an environment whose files and pins differ', () => {
  test('fails when a tenant is not pinned', () => {
    expect(refusalOf({ ...environmentOf(acme), pins: noPins })).toEqual([
      'TB2150 trial/acme: tenant acme is not pinned',
    ]);
  });

  test('fails when an entry is taken out, and so never plans to destroy', () => {
    expect(refusalOf({ ...environmentOf(acme, globex), tenants: [globex] })).toEqual([
      'TB2151 trial/acme: tenant acme is pinned and stands in no file',
    ]);
  });
});
