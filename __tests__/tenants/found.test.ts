import { describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noPins, type FoundState } from '../../modules/core';
import { foundFile, loadEnvironments, readFound, saveFound, type LoadedEnvironments } from '../../modules/tenants';
import { foundState, legacyKeyArn } from '../support/adoption';
import { deployment } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

const tenants = `tenants:
  - { id: acme, placement: main, adopt: { bucket: legacy, keyArn: '${legacyKeyArn}' } }
  - { id: globex, placement: main }
`;

function load(found?: string | FoundState): LoadedEnvironments {
  using folder = temporaryFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder.path, path)), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  };
  write('environments/tenants/prod/all.yaml', tenants);
  if (typeof found === 'string') write(foundFile('prod', 'acme'), found);
  else if (found !== undefined) saveFound(folder.path, 'prod', 'acme', found);
  return loadEnvironments([{ name: 'prod', placements: [deployment], tags: {} }], folder.path);
}

describe('what was found of an adopted bucket', () => {
  test('is read into its tenant, as it was written', () => {
    const { environments, diagnostics } = load(foundState);
    expect(diagnostics).toEqual([]);
    expect(environments[0]?.pins).toEqual(noPins);
    expect(environments[0]?.tenants.map((one) => one.adopt)).toEqual([
      {
        bucketName: 'legacy',
        keyArn: legacyKeyArn,
        policy: 'merge',
        lifecycle: 'merge',
        context: 'both',
        found: foundState,
      },
      undefined,
    ]);
  });

  test('is nothing before it was read', () => {
    expect(load().environments[0]?.tenants[0]?.adopt).not.toHaveProperty('found');
  });

  test('may lose statements and rules by hand', () => {
    const { bucket, key } = foundState;
    const less = { bucket: { ...bucket, policy: { Statement: [] }, lifecycleRules: [] }, key };
    expect(load(JSON.stringify({ version: 1, ...less })).environments[0]?.tenants[0]?.adopt?.found).toEqual(less);
  });

  test('fails when a lifecycle rule has what this version does not know, with its place', () => {
    const { bucket, key } = foundState;
    const rule = { ID: 'new', Status: 'Enabled', Teleport: { Days: 1 } };
    const text = JSON.stringify({ version: 1, bucket: { ...bucket, lifecycleRules: [rule] }, key });
    expect(load(text).diagnostics).toMatchObject([
      {
        code: 'TB1121',
        path: 'bucket.lifecycleRules[0]',
        message: 'lifecycleRules[0] is not what tenant-buckets adopt writes (Teleport)',
        fix: 'restore the file from version control; only whole statements and lifecycle rules may be taken out by hand',
        location: { file: 'environments/adopted/prod/acme.json', line: 1 },
      },
    ]);
  });

  test('fails when it is no JSON, and names the file', () => {
    expect(() => readFound('{', 'found.json')).toThrow(/TB1001/);
    expect(load('[').diagnostics).toMatchObject([{ location: { file: 'environments/adopted/prod/acme.json' } }]);
  });
});
