import { describe, expect, jest, test } from '@jest/globals';
import fs, { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { loadTenants } from '../../modules/tenants';
import { loadFiles } from '../support/tenant-folder';
import { temporaryFolder } from '../support/temporary-folder';

const tenant = (id: string): string => `tenants:\n  - id: ${id}\n    placement: main\n`;

describe('loadTenants', () => {
  test('fills in safe defaults for what is not written', () => {
    const { tenants, diagnostics } = loadFiles({ 'acme.yaml': tenant('acme') });
    expect(diagnostics).toEqual([]);
    expect(tenants).toEqual([
      {
        id: 'acme',
        placement: 'main',
        isolation: 'dedicated',
        state: 'active',
        enforcement: 'standard',
        key: { owner: 'platform', rotationDays: 365, deletionWindowDays: 30 },
        principals: [],
        lifecycle: { noncurrentDays: 90, abortUploadDays: 7 },
        tags: {},
      },
    ]);
  });

  test('reads everything that is written', () => {
    const { tenants } = loadFiles({
      'acme.yaml': `tenants:
  - id: acme
    placement: main
    isolation: dedicated
    key: { owner: platform, rotationDays: 90, deletionWindowDays: 7 }
    principals:
      - access: reader
        arn: arn:aws-us-gov:iam::012345678901:user/team/ann
      - access: writer
        create: { name: app, trust: ['arn:aws:iam::012345678901:root'] }
      - access: reader
        create: { trust: ['arn:aws:iam::012345678901:role/a+b=c,d.e@f-g'] }
    lifecycle: { noncurrentDays: 1, abortUploadDays: 36500 }
    tags: { 'cost center': R-D }
`,
    });
    expect(tenants).toEqual([
      {
        id: 'acme',
        placement: 'main',
        isolation: 'dedicated',
        state: 'active',
        enforcement: 'standard',
        key: { owner: 'platform', rotationDays: 90, deletionWindowDays: 7 },
        principals: [
          { kind: 'existing', arn: 'arn:aws-us-gov:iam::012345678901:user/team/ann', access: 'reader' },
          { kind: 'created', name: 'app', trustedArns: ['arn:aws:iam::012345678901:root'], access: 'writer' },
          {
            kind: 'created',
            name: 'reader',
            trustedArns: ['arn:aws:iam::012345678901:role/a+b=c,d.e@f-g'],
            access: 'reader',
          },
        ],
        lifecycle: { noncurrentDays: 1, abortUploadDays: 36_500 },
        tags: { 'cost center': 'R-D' },
      },
    ]);
  });

  test('reads aliases, JSON, byte order marks and Windows line ends like anything else', () => {
    const { tenants, diagnostics } = loadFiles({
      'a.yaml': `tenants:
  - { id: alias, placement: &where main, tags: { place: *where } }
`,
      'b.json': JSON.stringify({ tenants: [{ id: 'json', placement: 'main' }] }),
      'c.YML': `\ufeff${tenant('marked')}`,
      'd.yml': tenant('windows').replaceAll('\n', '\r\n'),
    });
    expect(diagnostics).toEqual([]);
    expect(tenants.map((one) => [one.id, one.placement, one.tags])).toEqual([
      ['alias', 'main', { place: 'main' }],
      ['json', 'main', {}],
      ['marked', 'main', {}],
      ['windows', 'main', {}],
    ]);
  });

  test('sorts tenants by id, whatever the files and their order (F25)', () => {
    const together = loadFiles({ 'all.yaml': `${tenant('globex')}  - { id: acme, placement: main }\n` });
    const apart = loadFiles({ 'a.yaml': tenant('globex'), 'b.yaml': tenant('acme') });
    expect(together.tenants.map((one) => one.id)).toEqual(['acme', 'globex']);
    expect(apart.tenants).toEqual(together.tenants);
  });

  test('leaves files of other kinds alone', () => {
    expect(loadFiles({ 'README.md': '# not yaml: [', 'acme.yaml.bak': 'tenants: [' })).toEqual({
      tenants: [],
      diagnostics: [],
      sources: {},
      places: new Map(),
    });
  });

  test('hands on the texts under the names that messages show', () => {
    expect(loadFiles({ 'acme.yaml': `\ufeff${tenant('acme')}` }).sources).toEqual({
      'tenants/acme.yaml': tenant('acme'),
    });
  });

  test('fails when two files hold one id, naming both places (F01)', () => {
    const { diagnostics } = loadFiles({ 'a.yaml': tenant('acme'), 'b.yaml': `# second\n${tenant('acme')}` });
    expect(diagnostics).toEqual([
      {
        code: 'TB1004',
        severity: 'error',
        message: 'tenant acme stands at tenants/a.yaml:2 already',
        path: 'tenants[0] (acme).id',
        fix: 'give one of them another id, or remove it',
        location: { file: 'tenants/b.yaml', line: 3, column: 9, endColumn: 13 },
      },
    ]);
  });

  test('fails when one file holds an id thrice and has other mistakes, with all of them (F01)', () => {
    const { diagnostics } = loadFiles({
      'a.yaml': `${tenant('acme')}  - id: acme\n  - { id: acme, placement: main }\n`,
    });
    expect(diagnostics.map((one) => `${String(one.location?.line)} ${one.message}`)).toEqual([
      '4 placement is missing',
      '4 tenant acme stands at tenants/a.yaml:2 already',
      '5 tenant acme stands at tenants/a.yaml:2 already',
    ]);
  });

  test('fails when files are wrong, with the mistakes of all of them', () => {
    const { diagnostics, tenants } = loadFiles({
      'a.yaml': 'tenants: [',
      'b.yaml': 'tenants: 1',
      'c.yaml': tenant('acme'),
    });
    expect(diagnostics.map((one) => one.location?.file)).toEqual(['tenants/a.yaml', 'tenants/b.yaml']);
    expect(tenants.map((one) => one.id)).toEqual(['acme']);
  });
});

describe('files that cannot be read', () => {
  const unreadable = (message: string, path: string, fix = 'make it readable, or create it'): unknown => ({
    code: 'TB1005',
    severity: 'error',
    message,
    path,
    fix,
  });

  test('fails when the folder does not exist', () => {
    using folder = temporaryFolder();
    expect(loadTenants(join(folder.path, 'absent'), 'tenants')).toEqual({
      tenants: [],
      diagnostics: [unreadable('does not exist', 'tenants')],
      sources: {},
      places: new Map(),
    });
  });

  test('fails when the folder is a file', () => {
    expect(loadTenants(__filename, 'tenants').diagnostics).toEqual([unreadable('is no folder', 'tenants')]);
  });

  test('fails when a file is a folder, or a link to nowhere or to itself', () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'a.yaml'));
    symlinkSync(join(folder.path, 'absent'), join(folder.path, 'b.yaml'));
    symlinkSync(join(folder.path, 'c.yaml'), join(folder.path, 'c.yaml'));
    expect(loadTenants(folder.path, 'tenants').diagnostics).toEqual([
      unreadable('is a folder', 'tenants/a.yaml'),
      unreadable('does not exist', 'tenants/b.yaml'),
      unreadable('is a loop of links', 'tenants/c.yaml'),
    ]);
  });

  test('fails when the name of the folder is none', () => {
    expect(loadTenants('\0', 'tenants').diagnostics).toEqual([
      unreadable('cannot be read (ERR_INVALID_ARG_VALUE)', 'tenants'),
    ]);
  });

  test('fails when reading fails for a reason without a name', () => {
    using read = jest.spyOn(fs, 'readdirSync').mockImplementation(() => {
      throw new Error('odd');
    });
    expect(loadTenants(__dirname, 'tenants').diagnostics).toEqual([unreadable('cannot be read (unknown)', 'tenants')]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test('fails when a file is larger than any tenant file, without reading it (F07)', () => {
    expect(loadFiles({ 'acme.yaml': 'x'.repeat(10_000_000) })).toEqual({
      tenants: [],
      diagnostics: [unreadable('is larger than 1 MB', 'tenants/acme.yaml', 'spread its tenants over files')],
      sources: {},
      places: new Map(),
    });
  });

  test('fails when a file is not UTF-8', () => {
    const utf16 = Buffer.from(`\ufeff${tenant('acme')}`, 'utf16le');
    expect(loadFiles({ 'acme.yaml': utf16 }).diagnostics).toEqual([
      unreadable('is not UTF-8 text', 'tenants/acme.yaml', 'save it as UTF-8'),
    ]);
  });
});
