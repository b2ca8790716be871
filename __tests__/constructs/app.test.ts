import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeEnvironments, type Environment } from '../../modules/constructs';
import { DiagnosticError, type Diagnostic } from '../../modules/core';
import { SynthesizedStack } from '../support/synthesize';
import { acme, createdWriter, deployment, environmentOf, existingReader, pinned } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

function synthesizeAll(...environments: readonly Environment[]): ReadonlyMap<string, SynthesizedStack> {
  using folder = temporaryFolder();
  synthesizeEnvironments(environments, { outdir: folder.path });
  const stacks = join(folder.path, 'stacks');
  const names = existsSync(stacks) ? readdirSync(stacks).sort() : [];
  return new Map(
    names.map((name) => [name, new SynthesizedStack(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))]),
  );
}

interface Refusal {
  readonly diagnostics: readonly Diagnostic[];
  readonly written: readonly string[];
}

function refusalOf(...environments: readonly Environment[]): Refusal {
  using folder = temporaryFolder();
  try {
    synthesizeEnvironments(environments, { outdir: folder.path });
  } catch (error) {
    if (error instanceof DiagnosticError)
      return { diagnostics: error.diagnostics, written: readdirSync(join(folder.path, 'stacks')) };
    throw error;
  }
  throw new Error('nothing was refused');
}

const withoutRole = { ...acme, principals: [existingReader] };

describe('synthesizeEnvironments', () => {
  test('writes one stack for each placement in which a tenant lives', () => {
    const placements = ['main', 'second', 'empty'].map((name) => ({ ...deployment, name, namePrefix: `corp-${name}` }));
    const stacks = synthesizeAll(
      pinned({
        name: 'trial',
        tags: {},
        placements,
        tenants: [acme, { ...acme, id: 'globex' }, { ...acme, id: 'initech', placement: 'second' }],
      }),
    );
    expect([...stacks].map(([name, stack]) => [name, stack.counts['aws_s3_bucket']])).toEqual([
      ['trial-shard-main-1', 2],
      ['trial-shard-second-1', 1],
    ]);
  });

  test('writes nothing for an environment without tenants', () => {
    expect(synthesizeAll(environmentOf()).size).toBe(0);
  });

  test('passes the tags of the environment to the provider', () => {
    const stack = synthesizeAll(environmentOf(acme)).get('trial-shard-main-1');
    expect(stack?.json['provider']).toMatchObject({ aws: [{ default_tags: [{ tags: { environment: 'trial' } }] }] });
  });

  test('writes the same bytes whatever the order of the tenants (F25)', () => {
    const tenants = ['acme', 'globex', 'initech'].map((id) => ({ ...withoutRole, id }));
    const bytes = (order: typeof tenants): readonly string[] =>
      [...synthesizeAll(environmentOf(...order)).values()].map((stack) => stack.text);
    expect(bytes(tenants.toReversed())).toEqual(bytes(tenants));
  });

  test('writes no time, no path and no credentials (F25)', () => {
    for (const stack of synthesizeAll(environmentOf(acme)).values()) {
      expect(stack.text).not.toMatch(/\d{4}-\d\d-\d\dT|\d\d:\d\d:\d\d/);
      expect(stack.text).not.toContain(process.cwd());
      expect(stack.text).not.toMatch(/access_key|secret_key|"token"|profile|shared_credentials/);
    }
  });

  test('fails when anything is wrong, with all of it at once, each with its path, and writes nothing', () => {
    const { diagnostics, written } = refusalOf(
      environmentOf(
        { ...withoutRole, placement: 'elsewhere' },
        { ...withoutRole, id: 'b'.repeat(60) },
        { ...withoutRole, id: 'globex', key: { owner: 'platform', rotationDays: 1, deletionWindowDays: 1 } },
      ),
      { ...environmentOf({ ...withoutRole, placement: 'nowhere' }), name: 'second' },
    );
    expect(diagnostics.map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`)).toEqual([
      'TB2007 trial/acme: placement "elsewhere" does not exist; name one of main',
      'TB2007 second/acme: placement "nowhere" does not exist; name one of main',
      `TB2001 trial-shard-main-1/${'b'.repeat(60)}/Bucket: bucket name "corp-${'b'.repeat(60)}": a bucket name has 3 to 63 characters; choose another tenant id or name prefix: S3 would take corp-${'b'.repeat(45)}-22ab6fa8`,
      'TB2002 trial-shard-main-1/globex/Key: rotationDays is 1; give a whole number from 90 to 2560',
      'TB2002 trial-shard-main-1/globex/Key: deletionWindowDays is 1; give a whole number from 7 to 30',
    ]);
    expect(written).toEqual([]);
  });

  test('fails when two tenants would share a bucket, an alias or a role (F03)', () => {
    const { diagnostics } = refusalOf(
      environmentOf(
        { ...acme, principals: [{ ...createdWriter, name: 'x-app' }] },
        { ...acme, id: 'acme-x', principals: [createdWriter] },
        { ...acme, principals: [] },
      ),
    );
    expect(diagnostics.map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`)).toEqual([
      'TB2006 trial/acme-x: role corp-acme-x-app in account 111122223333 is taken by tenant acme; choose another id, such as acme-x-ed525b81, or another name for the principal',
      'TB2006 trial/acme: bucket corp-acme in partition aws is taken by tenant acme; choose another id, such as acme-49bf10dc',
      'TB2006 trial/acme: alias/corp/acme in account 111122223333, eu-west-1 is taken by tenant acme; choose another id, such as acme-49bf10dc',
    ]);
  });

  test('fails when a tenant names a principal twice with one access', () => {
    const { diagnostics } = refusalOf(environmentOf({ ...acme, principals: [existingReader, existingReader] }));
    expect(diagnostics).toEqual([
      {
        code: 'TB2010',
        severity: 'error',
        path: 'trial/acme',
        message: `principal ${existingReader.arn} stands more than once as reader`,
        fix: 'name it once as reader and once as writer at most',
      },
    ]);
  });
});
