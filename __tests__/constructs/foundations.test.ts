import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeEnvironments, type Environment } from '../../modules/constructs';
import { DiagnosticError } from '../../modules/core';
import { reportedEnvironment, withFoundation } from '../support/foundations';
import { objectAt, parseJsonObject, type JsonObject } from '../support/json';
import { acme, deployment, environmentOf, pinned } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

interface Synthesized {
  readonly texts: ReadonlyMap<string, string>;
  /** The stacks of cdktf's manifest. */
  readonly manifest: JsonObject;
}

function synthesizeAll(...environments: readonly Environment[]): Synthesized {
  using folder = temporaryFolder();
  synthesizeEnvironments(environments, { outdir: folder.path });
  const stacks = join(folder.path, 'stacks');
  const read = (name: string): string => readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8');
  const manifest = parseJsonObject(readFileSync(join(folder.path, 'manifest.json'), 'utf8'));
  return {
    texts: new Map(
      readdirSync(stacks)
        .sort()
        .map((name) => [name, read(name)]),
    ),
    manifest: objectAt(manifest, 'stacks'),
  };
}

function refusals(...environments: readonly Environment[]): readonly string[] {
  using folder = temporaryFolder();
  try {
    synthesizeEnvironments(environments, { outdir: folder.path });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`);
  }
  throw new Error('nothing was refused');
}

describe('the foundations of an environment', () => {
  test('are stacks of their own, deployed before what reports there', () => {
    const { texts, manifest } = synthesizeAll(reportedEnvironment([acme]));
    expect([...texts.keys()]).toEqual(['trial-foundation-main', 'trial-shard-main-1']);
    expect(objectAt(manifest, 'trial-foundation-main')['dependencies']).toEqual([]);
    expect(objectAt(manifest, 'trial-shard-main-1')['dependencies']).toEqual(['trial-foundation-main']);
  });

  test('are read by no other stack: every name is a literal', () => {
    for (const text of synthesizeAll(reportedEnvironment([acme])).texts.values())
      expect(text).not.toContain('terraform_remote_state');
  });

  test('are there before anybody lives in their placement', () => {
    expect([...synthesizeAll(reportedEnvironment([])).texts.keys()]).toEqual(['trial-foundation-main']);
  });

  test('do not change when a tenant comes', () => {
    const [one, two] = [[acme], [acme, { ...acme, id: 'globex', principals: [] }]].map((tenants) =>
      synthesizeAll(reportedEnvironment(tenants)).texts.get('trial-foundation-main'),
    );
    expect(one).toContain('corp-logs');
    expect(two).toBe(one);
  });

  test('belong to the placements that ask for them', () => {
    const placements = [withFoundation(), { ...deployment, name: 'second', namePrefix: 'corp-second' }];
    const environment = pinned({ name: 'trial', placements, tags: {}, tenants: [{ ...acme, placement: 'second' }] });
    const { texts, manifest } = synthesizeAll(environment);
    expect([...texts.keys()]).toEqual(['trial-foundation-main', 'trial-shard-second-1']);
    expect(objectAt(manifest, 'trial-shard-second-1')['dependencies']).toEqual([]);
  });

  test('fail when a tenant has the bucket of one already, and take another name then', () => {
    const tenant = { ...acme, id: 'reports', principals: [] };
    expect(refusals(reportedEnvironment([tenant]))).toEqual([
      'TB2190 trial/main: bucket corp-reports of the foundation is taken by tenant trial/reports; give the foundation other nameSuffixes',
      'TB2192 trial-shard-main-1/reports/Inventory: bucket corp-reports is to keep what is reported on itself; send it to the log bucket or the reports bucket of the placement',
    ]);
    const nameSuffixes = { logs: 'logs', reports: 'platform-reports' };
    expect(synthesizeAll(reportedEnvironment([tenant], { nameSuffixes })).texts.size).toBe(2);
  });

  test('fail when two would be one', () => {
    const other = { ...environmentOf(), name: 'other', placements: [withFoundation()] };
    expect(refusals(reportedEnvironment([]), other)).toEqual([
      'TB2190 other/main: bucket corp-logs of the foundation is taken by the foundation of trial/main; give the foundation other nameSuffixes',
      'TB2190 other/main: bucket corp-reports of the foundation is taken by the foundation of trial/main; give the foundation other nameSuffixes',
    ]);
  });
});
