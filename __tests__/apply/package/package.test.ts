import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { selectEnvironments } from '../../../environments';
import { synthesizeEnvironments } from '../../../modules/constructs';
import { jsonSchemas } from '../../../modules/tenants';
import { broadEnvironment } from '../../support/broad-environment';
import { loadedBy, makeProject, ownTool, packPackage, runProgram, synthesizeThere } from '../../support/packed-project';
import { runApp } from '../../support/run-app';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder';

const limitMs = 600_000;
/** The newest provider that the package says it works with. */
const newestProvider = '21.22.1';
const broadFolder = join(__dirname, 'broad');

function versionOf(modules: string, name: string): string {
  const [, version = ''] = /"version": "([^"]+)"/.exec(readFileSync(join(modules, name, 'package.json'), 'utf8')) ?? [];
  return version;
}

function stacksIn(outdir: string): { readonly [name: string]: string } {
  const names = readdirSync(join(outdir, 'stacks')).toSorted();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')]),
  );
}

/** The keys that a schema has anywhere. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([name, value]: [string, unknown]) =>
    name === 'properties' && typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
      : keysOf(value),
  );
}

describe('the package, packed', () => {
  let place: TemporaryFolder;
  let tarball = '';
  let project = '';

  beforeAll(async () => {
    place = temporaryFolder();
    tarball = await packPackage(place.path);
    project = await makeProject(place.path, tarball, [`@cdktf/provider-aws@${newestProvider}`]);
  }, limitMs);

  afterAll(() => place[Symbol.dispose]());

  test('has entries that every way of resolving finds, with their types', async () => {
    expect(await runProgram(ownTool('publint'), ['run', tarball, '--strict'], place.path)).toMatchObject({
      exitCode: 0,
    });
    expect(await runProgram(ownTool('attw'), [tarball, '--no-color'], place.path)).toMatchObject({ exitCode: 0 });
  });

  test('makes a project whose types hold', async () => {
    expect(await runProgram(ownTool('tsc'), ['--noEmit', '-p', project], project)).toEqual({ exitCode: 0, output: '' });
  });

  test('makes a project that is valid, pinned and synthesizes as it is', async () => {
    const command = join(project, 'node_modules', '.bin', 'tenant-buckets');
    expect(await runProgram(command, ['pin', '--check'], project)).toEqual({ exitCode: 0, output: '' });
    expect(await runProgram(command, ['validate'], project)).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout, stacks } = await runApp({ folder: project, outdir: join(place.path, 'as-made') });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
    expect(Object.keys(stacks)).toEqual(['dev-shard-main-1', 'local-shard-main-1']);
    for (const text of Object.values(stacks))
      for (const type of ['aws_kms_key', 'aws_s3_bucket_policy']) expect(text).toContain(`"${type}": {`);
  });

  test('leads editors to a schema that is there', () => {
    const file = join(project, 'environments', 'tenants', 'dev', 'acme.yaml');
    const [, target = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(JSON.parse(readFileSync(join(dirname(file), target), 'utf8'))).toEqual(jsonSchemas().tenants);
  });

  test('loads for the constructs no command line, SDK, parser or schema, and nothing from elsewhere', async () => {
    const modules = realpathSync(join(project, 'node_modules'));
    const loaded = (await loadedBy(project)).map((file) => relative(modules, file));
    const packages = loaded.map((file) => /^(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? file);
    expect([...new Set(packages)].toSorted()).toEqual(['@cdktf/provider-aws', 'cdktf', 'constructs', 'tenant-buckets']);
    const own = loaded.filter((file) => file.startsWith('tenant-buckets/'));
    expect(own.filter((file) => !/^tenant-buckets\/dist\/modules\/(constructs|core)\//.test(file))).toEqual([]);
  });

  test(`writes with provider ${newestProvider} byte for byte what it writes with ours`, async () => {
    const ours = join(__dirname, '..', '..', '..', 'node_modules');
    expect(versionOf(join(project, 'node_modules'), '@cdktf/provider-aws')).toBe(newestProvider);
    expect(versionOf(ours, '@cdktf/provider-aws')).toBe('20.1.0');
    const { environments, diagnostics } = selectEnvironments({});
    expect(diagnostics).toEqual([]);
    const all = [...environments, broadEnvironment(broadFolder)];
    const [here, there] = [join(place.path, 'here'), join(place.path, 'there')];
    synthesizeEnvironments(all, { outdir: here });
    await synthesizeThere(project, all, there);
    expect(Object.keys(stacksIn(here)).length).toBeGreaterThan(all.length);
    expect(stacksIn(there)).toEqual(stacksIn(here));
  });

  test('is tried with every key that a tenant file can have', () => {
    const folder = join(broadFolder, 'environments', 'tenants', 'broad');
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const unused = keysOf(jsonSchemas().tenants).filter(
      (key) => !texts.some((text) => new RegExp(`\\b${key}:`).test(text)),
    );
    expect(unused).toEqual([]);
  });
});
