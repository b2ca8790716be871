import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectEnvironments } from '../../environments';
import { noPins, proposePins } from '../../modules/core';
import { loadTenants, savePins } from '../../modules/tenants';
import { copyApp, runApp, type AppRun } from '../support/run-app';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

/** Ids whose order depends on who sorts: by locale, I and i, hyphens and digits change their places. */
const entries = ['ilk', 'i-2', 'team', 'team-10', 'team-2', 'zoe'].map((id, index) => ({
  id,
  placement: 'eu-west-1',
  isolation: index % 2 === 0 ? 'dedicated' : 'shared',
  principals: [
    { access: 'reader', create: { name: 'reports', trust: ['arn:aws:iam::111111111111:root'] } },
    { access: 'writer', arn: `arn:aws:iam::111111111111:role/${id}` },
  ],
  tags: { Info: 'x', info2: 'y', İ: 'z' },
}));

interface Machine {
  readonly files: { readonly [name: string]: readonly object[] };
  readonly environment: { readonly [name: string]: string };
  readonly umask: string;
}

const machines: { readonly [name: string]: Machine } = {
  one: {
    files: { 'all.yaml': entries },
    environment: { LC_ALL: 'C', LANG: 'C', TZ: 'America/St_Johns' },
    umask: '000',
  },
  other: {
    files: { 'z.json': entries.slice(0, 2).toReversed(), 'B.yaml': entries.slice(4), 'a.yml': entries.slice(2, 4) },
    environment: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' },
    umask: '077',
  },
};

/** A repository with these files, run by the other machine: JSON is YAML, too. */
async function synthesizeOn({ files, environment, umask }: Machine, folder: string): Promise<AppRun> {
  copyApp(folder);
  const tenants = join(folder, 'environments', 'tenants', 'dev');
  rmSync(tenants, { recursive: true });
  mkdirSync(tenants);
  for (const [name, list] of Object.entries(files))
    writeFileSync(join(tenants, name), JSON.stringify({ tenants: list }));
  const { placements } = selectEnvironments({ names: 'dev' }).environments[0] ?? { placements: [] };
  savePins(
    join(folder, 'environments', 'pins'),
    'dev',
    proposePins(placements, loadTenants(tenants, '').tenants, noPins),
  );
  const variables = { ...environment, TENANT_BUCKETS_ENVIRONMENT: 'dev' };
  return runApp({ folder, outdir: join(folder, 'out'), environment: variables, umask });
}

describe('what is synthesized', () => {
  let folder: TemporaryFolder;
  const runs = new Map<string, AppRun>();

  beforeAll(async () => {
    folder = temporaryFolder();
    await Promise.all(
      Object.entries(machines).map(async ([name, machine]) => {
        const own = join(folder.path, name);
        mkdirSync(own, { recursive: true });
        runs.set(name, await synthesizeOn(machine, own));
      }),
    );
  }, 120_000);

  afterAll(() => folder[Symbol.dispose]());

  test('is the same bytes with files moved and reordered, in another locale, time zone and umask, at the same time (F25, F26)', () => {
    const [one, other] = [runs.get('one'), runs.get('other')];
    expect([one?.exitCode, one?.stderr, other?.exitCode, other?.stderr]).toEqual([0, '', 0, '']);
    expect(Object.keys(one?.stacks ?? {})).toEqual(
      expect.arrayContaining(['dev-pool-eu-west-1-1', 'dev-shard-eu-west-1-1']),
    );
    expect(other?.stacks).toEqual(one?.stacks);
  });

  test('was made under the umasks that were asked for', () => {
    const modes = Object.keys(machines).map(
      (name) => statSync(join(folder.path, name, 'out', 'manifest.json')).mode & 0o777,
    );
    expect(modes).toEqual([0o666, 0o600]);
  });
});
