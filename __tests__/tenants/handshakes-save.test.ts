import { describe, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHandshake } from '../../modules/core';
import { runApp, savePins, type FilledEnvironment } from '../../modules/tenants';
import { saveHandshakes } from '../../modules/tenants/handshakes-save';
import { handshakeFor, pendingTenant } from '../support/handshakes';
import { acme, deployment, environmentOf } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

const environment: FilledEnvironment = environmentOf(pendingTenant, { ...acme, id: 'other' });

describe('handshake files', () => {
  test('stand beside the stack of each tenant that owns its key, and are read back as they were', () => {
    using folder = temporaryFolder();
    saveHandshakes(folder.path, [environment]);
    const beside = join(folder.path, 'stacks', 'trial-shard-main-1', 'handshake');
    const text = readFileSync(join(beside, 'acme.json'), 'utf8');
    expect(readHandshake(JSON.parse(text))).toEqual({ ...handshakeFor(), environment: 'trial' });
    expect(existsSync(join(beside, 'other.json'))).toBe(false);
  });

  test('are written by the app once everything is built, and not at all when something is refused', () => {
    using folder = temporaryFolder();
    const tenants = join(folder.path, 'environments', 'tenants', 'trial');
    mkdirSync(tenants, { recursive: true });
    const key = "{ owner: tenant, account: '444455556666' }";
    writeFileSync(join(tenants, 'acme.yaml'), `tenants:\n  - id: acme\n    placement: main\n    key: ${key}\n`);
    savePins(join(folder.path, 'environments', 'pins'), 'trial', environment.pins);
    const outdir = join(folder.path, 'out');
    const run = (synthesize: () => readonly []): void => {
      const environments = [{ name: 'trial', placements: [deployment], tags: {} }];
      runApp({ folder: folder.path, environments, variables: { CDKTF_OUTDIR: outdir }, synthesize });
    };
    expect(() => {
      run(() => {
        throw new Error('broken');
      });
    }).toThrow('broken');
    expect(existsSync(outdir)).toBe(false);
    run(() => []);
    expect(readdirSync(join(outdir, 'stacks', 'trial-shard-main-1', 'handshake'))).toEqual(['acme.json']);
  });
});
