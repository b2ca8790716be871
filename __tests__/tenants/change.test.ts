import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addTenantFile, changeState, loadTenants } from '../../modules/tenants';
import { temporaryFolder } from '../support/temporary-folder';

/** The text of a file after the state of acme was changed to suspended. */
function suspended(text: string, name = 'tenants.yaml'): string {
  using folder = temporaryFolder();
  const path = join(folder.path, name);
  writeFileSync(path, text);
  expect(changeState(folder.path, 'tenants', 'acme', 'suspended')).toEqual({ file: `tenants/${name}` });
  return readFileSync(path, 'utf8');
}

const commented = `# the first customers
tenants:
  - placement:   main   # Ireland
    id: "acme"  # since 2019

    tags: {costCenter: '4711'}
  - id: globex
    placement: main
`;

describe('changeState', () => {
  test('adds a line and leaves every other byte as it is, comments and odd spaces included', () => {
    expect(suspended(commented)).toBe(commented.replace('2019\n', '2019\n    state: suspended\n'));
  });

  test('changes the word that is there', () => {
    const text = 'tenants:\n  - id: acme\n    state: active # for now\n    placement: main\n';
    expect(suspended(text)).toBe(text.replace('active', 'suspended'));
  });

  test.each([
    [
      'braces',
      'tenants: [{ id: acme, placement: main }]\n',
      'tenants: [{ id: acme, state: suspended, placement: main }]\n',
    ],
    [
      'the last line without an end',
      'tenants:\n- placement: main\n  id: acme',
      'tenants:\n- placement: main\n  id: acme\n  state: suspended',
    ],
    [
      'Windows line ends',
      'tenants:\r\n  - id: acme\r\n    placement: main\r\n',
      'tenants:\r\n  - id: acme\r\n    state: suspended\r\n    placement: main\r\n',
    ],
  ])('writes as the file does: %s', (_, text, expected) => {
    expect(suspended(text)).toBe(expected);
  });

  test('keeps JSON what it is', () => {
    const text = '{"tenants": [{"id": "acme", "placement": "main"}]}';
    const changed = suspended(text, 'tenants.json');
    expect(JSON.parse(changed)).toEqual({ tenants: [{ id: 'acme', state: 'suspended', placement: 'main' }] });
    expect(suspended(changed, 'tenants.json')).toBe(changed);
  });

  test('finds the file in which the tenant stands', () => {
    using folder = temporaryFolder();
    const write = (name: string, id: string): void =>
      writeFileSync(join(folder.path, name), `tenants:\n  - id: ${id}\n    placement: main\n`);
    write('a.yaml', 'globex');
    write('b.yaml', 'acme');
    expect(changeState(folder.path, 'tenants', 'acme', 'retired').file).toBe('tenants/b.yaml');
    expect(loadTenants(folder.path, 'tenants').tenants.map((one) => `${one.id} ${one.state}`)).toEqual([
      'acme retired',
      'globex active',
    ]);
  });

  test.each([
    ['an alias', 'tenants:\n  - &one\n    id: acme\n    placement: main\nother: *one\n'],
    ['nothing', 'tenants: []\n'],
  ])('fails when the entry is %s, and leaves the file as it was', (_, text) => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'tenants.yaml');
    writeFileSync(path, text);
    expect(() => changeState(folder.path, 'tenants', 'acme', 'suspended')).toThrow(
      /TB5108 tenants: the entry of tenant acme/,
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('fails when another tenant would change as well, and leaves the file as it was', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'tenants.yaml');
    const text =
      'tenants:\n  - id: acme\n    placement: main\n    state: &same active\n  - id: globex\n    placement: main\n    state: *same\n';
    writeFileSync(path, text);
    expect(() => changeState(folder.path, 'tenants', 'acme', 'suspended')).toThrow(/TB5108/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('addTenantFile', () => {
  test('writes the little that a tenant needs, and it loads', () => {
    using folder = temporaryFolder();
    const { file } = addTenantFile(folder.path, 'tenants', { id: 'acme', placement: 'main', isolation: 'shared' });
    expect(file).toBe('tenants/acme.yaml');
    const { tenants, diagnostics } = loadTenants(folder.path, 'tenants');
    expect(diagnostics).toEqual([]);
    expect(tenants).toMatchObject([{ id: 'acme', placement: 'main', isolation: 'shared', principals: [] }]);
  });

  test('fails when such a file stands there', () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'acme.yaml'), '# mine\n');
    const add = (): unknown =>
      addTenantFile(folder.path, 'tenants', { id: 'acme', placement: 'main', isolation: 'dedicated' });
    expect(add).toThrow(/TB5107 tenants\/acme.yaml: a file of this name stands there/);
    expect(readFileSync(join(folder.path, 'acme.yaml'), 'utf8')).toBe('# mine\n');
  });
});
