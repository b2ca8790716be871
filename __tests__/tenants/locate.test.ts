import { describe, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEnvironments, diagnostic, renderDiagnostics, type DiagnosticCode } from '../../modules/core';
import { loadEnvironments } from '../../modules/tenants';
import { problemsOf } from '../support/tenant-folder';
import { deployment } from '../support/tenancy';
import { temporaryFolder } from '../support/temporary-folder';

const text = `tenants:
  - id: acme
    placement: mian
    tags: { CostCenter: a }
  - id: globex
    placement: main
    residency:
      - eu-central-1
    tags: { CostCenter: b }
`;

function load(files: { readonly [environment: string]: string }) {
  using folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder.path, 'environments', 'tenants', name), { recursive: true });
    writeFileSync(join(folder.path, 'environments', 'tenants', name, 'all.yaml'), content);
  }
  const placements = [{ ...deployment, requiredTags: ['costCenter'] }];
  const definitions = Object.keys(files).map((name) => ({ name, placements, tags: {} }));
  return loadEnvironments(definitions, folder.path);
}

describe('what is wrong with a tenant where it is to live', () => {
  test('is shown at the field of its file, with the cure', () => {
    const { environments, locate, sources } = load({ dev: text });
    const found = checkEnvironments(environments).filter((one) => one.code !== 'TB2150');
    expect(renderDiagnostics(locate(found), sources)).toBe(`error TB2007: placement "mian" does not exist
  at environments/tenants/dev/all.yaml:3:16 (dev/acme)
  3 |     placement: mian
    |                ^^^^
  fix: write main

error TB2200: tenant globex may lie in eu-central-1 only, and placement main is in eu-west-1
  at environments/tenants/dev/all.yaml:8:7 (dev/globex)
  8 |       - eu-central-1
    |       ^
  fix: name a placement in eu-central-1, or add eu-west-1 to residency

error TB2201: tenant globex has no tag costCenter, which placement main asks for
  at environments/tenants/dev/all.yaml:9:11 (dev/globex)
  9 |     tags: { CostCenter: b }
    |           ^^^^^^^^^^^^^^^^^
  fix: write costCenter for CostCenter`);
  });

  test.each<[DiagnosticCode, string, string | undefined]>([
    ['TB2150', 'dev/acme', 'dev/all.yaml:2:9'],
    ['TB2150', 'dev-2/acme', 'dev-2/all.yaml:2:9'],
    ['TB2001', 'dev-2-shard-main-1/acme/Bucket', 'dev-2/all.yaml:2:9'],
    ['TB2002', 'dev-shard-main-1/acme/Key', 'dev/all.yaml:2:9'],
    ['TB2153', 'dev/globex', 'dev/all.yaml:5:9'],
    ['TB2151', 'dev/nobody', undefined],
    ['TB2158', 'prod/acme', undefined],
  ])('%s at %s is shown at %s', (code, path, place) => {
    const { locate } = load({ dev: text, 'dev-2': text });
    const [one] = locate([diagnostic(code, { path, message: 'm', fix: 'f' })]);
    const { location } = one ?? {};
    const shown = location && `${location.file}:${String(location.line)}:${String(location.column)}`;
    expect(shown).toBe(place && `environments/tenants/${place}`);
  });
});

describe('two tenants that take over one bucket', () => {
  const adopt = `{ bucket: old-data, keyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' }`;

  test('fail with one error that names both lines (F01)', () => {
    const tenants = ['acme', 'globex'].map((id) => `  - id: ${id}\n    placement: main\n    adopt: ${adopt}\n`);
    expect(problemsOf(`tenants:\n${tenants.join('')}`)).toEqual([
      'TB1142 7:22 bucket old-data is taken over at tenants/acme.yaml:4 already; let one of the two take the bucket over',
    ]);
  });
});

describe('variables', () => {
  test.each(['${PLACEMENT}', '%{ENV}', '{{ env }}'])(
    'fails when a placement is %s: nothing is filled in (F11)',
    (value) => {
      expect(problemsOf(`tenants: [{ id: acme, placement: '${value}' }]`)).toEqual([
        `TB1002 1:34 placement is "${value}"; give the name itself: variables are not filled in here`,
      ]);
    },
  );

  test('fails when a Region is a variable or none at all (F11)', () => {
    expect(problemsOf("tenants: [{ id: acme, placement: main, residency: ['${REGION}', europe] }]")).toEqual([
      'TB1002 1:52 residency[0] is "${REGION}"; give a Region such as eu-west-1',
      'TB1002 1:65 residency[1] is "europe"; give a Region such as eu-west-1',
    ]);
  });
});

describe('ids that AWS shows for principals that are gone (F19)', () => {
  test.each(['AIDACKCEVSQ6C2EXAMPLE', 'AROADBQP57FF2AEXAMPLE'])('fails when a principal is %s', (arn) => {
    expect(
      problemsOf(`tenants: [{ id: acme, placement: main, principals: [{ access: reader, arn: ${arn} }] }]`),
    ).toEqual([
      `TB1006 1:76 arn is "${arn}", the id that AWS shows in the place of a principal that is gone; write the ARN of a principal that exists, or take this one out`,
    ]);
  });
});
