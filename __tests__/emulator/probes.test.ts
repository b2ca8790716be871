import { describe, expect, test } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnostic, DiagnosticError } from '../../modules/core';
import { probe, type Check, type ProbeOptions } from '../../modules/emulator';
import { newFolder, standInDocker } from './stand-in/place';

/** The environment of somebody whose Python says this version. */
function withPython(version: string): NodeJS.ProcessEnv {
  const python = join(newFolder(), 'python');
  writeFileSync(python, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return { ...process.env, TENANT_BUCKETS_PYTHON: python };
}

async function checks(more: Partial<ProbeOptions> = {}): Promise<ReadonlyMap<string, Check>> {
  const found = await probe({
    root: newFolder(),
    dockerCommand: 'no-such-command',
    nodeVersion: 'v20.18.1',
    now: new Date(),
    env: withPython('3.11'),
    terraform: () => Promise.resolve({ status: 'ok', detail: '1.11.4' }),
    ...more,
  });
  return new Map(found.map((check) => [check.name, check]));
}

describe('probe', () => {
  test('looks at everything that the emulator needs, in a stable order', async () => {
    const found = await checks();
    const names = ['node', 'python', 'docker', 'terraform', 'loopback', 'state folder', 'clock'];
    expect([...found.keys()]).toEqual(names);
    expect(found.get('python')?.detail).toMatch(/^Python 3\.11 is there \(.*\), its environment is not made yet$/);
    expect(found.get('loopback')).toMatchObject({ status: 'ok' });
    expect(found.get('clock')).toMatchObject({ status: 'ok' });
  });

  test.each([
    ['v20.18.1', 'ok'],
    ['v22.0.0', 'ok'],
    ['v20.19.0', 'ok'],
    ['v20.18.0', 'failed'],
    ['v18.20.4', 'failed'],
  ])('judges Node %s: %s (F57)', async (nodeVersion, status) => {
    expect((await checks({ nodeVersion })).get('node')?.status).toBe(status);
  });

  test('says which Node is needed (F57)', async () => {
    expect((await checks({ nodeVersion: 'v18.20.4' })).get('node')).toEqual({
      name: 'node',
      status: 'failed',
      detail: 'v18.20.4, needed is 20.18.1',
      fix: 'install Node 20.18.1 or later',
    });
  });

  test('tells an engine that answers from one that does not', async () => {
    const answering = await checks({ dockerCommand: standInDocker({ engine: '28.0.0' }).command });
    expect(answering.get('docker')).toMatchObject({ status: 'ok', detail: 'engine 28.0.0' });
    expect((await checks()).get('docker')).toMatchObject({ status: 'warning' });
  });

  test('fails when the state folder cannot be made, and leaves nothing when it can', async () => {
    const [blocked, free] = [newFolder(), newFolder()];
    writeFileSync(join(blocked, '.tenant-buckets'), 'a file');
    expect((await checks({ root: blocked })).get('state folder')).toMatchObject({ status: 'failed' });
    expect((await checks({ root: free })).get('state folder')).toMatchObject({ status: 'ok' });
    expect(readdirSync(join(free, '.tenant-buckets'))).toEqual([]);
  });

  test('warns when the clock is off', async () => {
    const now = new Date(Date.now() + 600_000);
    expect((await checks({ now })).get('clock')).toMatchObject({ status: 'warning' });
  });

  test('turns what a probe throws into a failed check, with its fix, and masks secrets', async () => {
    const thrown = diagnostic('TB4005', { path: 'x', message: 'no way to http://me:secret@host', fix: 'another way' });
    const terraform = () => Promise.reject(new DiagnosticError(thrown));
    expect((await checks({ terraform })).get('terraform')).toEqual({
      name: 'terraform',
      status: 'failed',
      detail: 'no way to http://****@host',
      fix: 'another way',
    });
  });

  test('fails when no Python 3.11 is there, naming the cure (F57)', async () => {
    const env = withPython('3.13');
    const found = (await checks({ env })).get('python');
    expect(found?.detail).toBe(`the emulator needs Python 3.11, found ${String(env['TENANT_BUCKETS_PYTHON'])}: 3.13`);
    expect(found?.fix).toContain('set TENANT_BUCKETS_PYTHON');
  });
});
