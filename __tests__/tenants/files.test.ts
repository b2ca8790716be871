import { describe, expect, jest, test } from '@jest/globals';
import fs, { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { loadPins, loadTenants } from '../../modules/tenants';
import { temporaryFolder } from '../support/temporary-folder';

const secret = 'tenants:\n  - id: elsewhere\n    placement: main\n';

const leadsOut = (path: string): unknown => ({
  code: 'TB1141',
  severity: 'error',
  path,
  message: 'is a link that leads out of the project',
  fix: 'put the file itself here',
});

describe('files that lie elsewhere (F11)', () => {
  test('fails on a link that leads out of the project, and reads nothing of it', () => {
    using place = temporaryFolder();
    const project = join(place.path, 'project');
    const tenants = join(project, 'tenants');
    mkdirSync(tenants, { recursive: true });
    writeFileSync(join(place.path, 'outside.yaml'), secret);
    symlinkSync('../../outside.yaml', join(tenants, 'a.yaml'));
    mkdirSync(join(place.path, 'project-2'));
    writeFileSync(join(place.path, 'project-2', 'x.yaml'), secret);
    symlinkSync(join(place.path, 'project-2', 'x.yaml'), join(tenants, 'b.yaml'));
    const loaded = loadTenants(tenants, 'tenants', { root: project });
    expect(loaded.diagnostics).toEqual([leadsOut('tenants/a.yaml'), leadsOut('tenants/b.yaml')]);
    expect(JSON.stringify(loaded)).not.toContain('elsewhere');
  });

  test('fails on a folder of tenants that is a link out of the project', () => {
    using place = temporaryFolder();
    const project = join(place.path, 'project');
    mkdirSync(project);
    mkdirSync(join(place.path, 'outside'));
    writeFileSync(join(place.path, 'outside', 'a.yaml'), secret);
    symlinkSync(join(place.path, 'outside'), join(project, 'tenants'));
    expect(loadTenants(join(project, 'tenants'), 'tenants', { root: project }).diagnostics).toEqual([
      leadsOut('tenants/a.yaml'),
    ]);
  });

  test('follows a link that stays in the project, and a project that is a link', () => {
    using place = temporaryFolder();
    const project = join(place.path, 'project');
    mkdirSync(join(project, 'tenants'), { recursive: true });
    writeFileSync(join(project, 'shared.yaml'), secret);
    symlinkSync('../shared.yaml', join(project, 'tenants', 'a.yaml'));
    symlinkSync(project, join(place.path, 'link'));
    for (const root of [project, join(place.path, 'link')])
      expect(loadTenants(join(root, 'tenants'), 'tenants', { root }).tenants.map((one) => one.id)).toEqual([
        'elsewhere',
      ]);
  });

  test('fails on pins that are a link out of the project', () => {
    using place = temporaryFolder();
    const project = join(place.path, 'project');
    mkdirSync(join(project, 'pins'), { recursive: true });
    writeFileSync(join(place.path, 'pins.yaml'), 'version: 1\n');
    symlinkSync(join(place.path, 'pins.yaml'), join(project, 'pins', 'dev.yaml'));
    expect(loadPins(join(project, 'pins'), 'pins', 'dev', project).diagnostics).toEqual([leadsOut('pins/dev.yaml')]);
  });

  test('fails on links that lead to each other', () => {
    using place = temporaryFolder();
    symlinkSync('b.yaml', join(place.path, 'a.yaml'));
    symlinkSync('a.yaml', join(place.path, 'b.yaml'));
    expect(loadTenants(place.path, 'tenants').diagnostics.map((one) => `${one.path} ${one.message}`)).toEqual([
      'tenants/a.yaml is a loop of links',
      'tenants/b.yaml is a loop of links',
    ]);
  });

  test('fails on a pipe, which would never end', () => {
    using place = temporaryFolder();
    execFileSync('mkfifo', [join(place.path, 'a.yaml')]);
    expect(loadTenants(place.path, 'tenants').diagnostics).toEqual([
      {
        code: 'TB1005',
        severity: 'error',
        path: 'tenants/a.yaml',
        message: 'is no file that can be read',
        fix: 'put a file of text here',
      },
    ]);
  });

  test('fails on a file that may not be read, and reads the others', () => {
    using place = temporaryFolder();
    for (const name of ['a.yaml', 'b.yaml'])
      writeFileSync(join(place.path, name), secret.replace('elsewhere', name[0] ?? ''));
    const { readFileSync } = fs;
    // Whoever runs tests as root may read everything, so the answer of the system is made.
    using read = jest.spyOn(fs, 'readFileSync').mockImplementation((path, options) => {
      if (String(path).endsWith('a.yaml')) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
      return readFileSync(path, options);
    });
    const { diagnostics } = loadTenants(place.path, 'tenants');
    expect(read).toHaveBeenCalledTimes(2);
    expect(diagnostics[0]).toEqual({
      code: 'TB1005',
      severity: 'error',
      path: 'tenants/a.yaml',
      message: 'may not be read',
      fix: 'make it readable, or create it',
    });
    expect(diagnostics.map((one) => one.path)).toEqual(['tenants/a.yaml', 'tenants[0] (b).id']);
  });
});
