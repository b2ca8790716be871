import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pinFields, suppressionFields, tenantFields } from '../../modules/tenants/field-descriptions';
import { jsonSchemas } from '../../modules/tenants/json-schema';
import { addTenantFile } from '../../modules/tenants/change';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '..', '..');
const schemas = jsonSchemas();

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Place {
  readonly path: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** Every key that a file can have, and every map in it. */
function placesOf(schema: unknown, path: string): readonly Place[] {
  if (!isObject(schema)) return [];
  const keys = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  return [
    { path, schema },
    ...keys.flatMap(([key, inner]) => placesOf(inner, path === '' ? key : `${path}.${key}`)),
    ...placesOf(schema['items'], `${path}[]`),
    ...placesOf(schema['additionalProperties'], `${path}.*`),
  ];
}

/** The paths of keys, not of what stands in lists and maps under names of one's own. */
function keysOf(schema: unknown): readonly string[] {
  return placesOf(schema, '')
    .map((one) => one.path)
    .filter((path) => /\w$/.test(path));
}

describe('the schemas for editors', () => {
  test.each(['tenants', 'pins', 'suppressions'] as const)(
    'of %s stand in the package as the parser has them',
    (name) => {
      const text = readFileSync(join(root, 'schemas', `${name}.json`), 'utf8');
      // After a change: npm run schemas
      expect(text).toBe(`${JSON.stringify(schemas[name], undefined, 2)}\n`);
      expect(schemas[name]['$schema']).toBe('http://json-schema.org/draft-07/schema#');
    },
  );

  test('say something about every key, and about none that does not exist', () => {
    expect(keysOf(schemas.tenants).toSorted()).toEqual(Object.keys(tenantFields).toSorted());
    expect(keysOf(schemas.pins).toSorted()).toEqual(Object.keys(pinFields).toSorted());
    expect(keysOf(schemas.suppressions).toSorted()).toEqual(Object.keys(suppressionFields).toSorted());
  });

  test('show the description, the default and the bounds of a key', () => {
    expect(
      placesOf(schemas.tenants, '').find((one) => one.path === 'tenants[].lifecycle.noncurrentDays')?.schema,
    ).toEqual({
      description: tenantFields['tenants[].lifecycle.noncurrentDays'],
      default: 90,
      type: 'integer',
      minimum: 1,
      maximum: 36_500,
    });
  });

  test('take no key that the parser refuses', () => {
    const maps = placesOf(schemas.tenants, '').filter(({ schema }) => isObject(schema['properties']));
    expect(maps.length).toBeGreaterThan(8);
    for (const { path, schema } of maps) expect([path, schema['additionalProperties']]).toEqual([path, false]);
  });
});

describe('the line for editors in a new tenant file', () => {
  test('leads to the schema of an installed package', () => {
    using folder = temporaryFolder();
    const tenants = join(folder.path, 'environments', 'tenants', 'dev');
    addTenantFile(tenants, 'environments/tenants/dev', { id: 'acme', placement: 'main', isolation: 'dedicated' });
    const file = join(tenants, 'acme.yaml');
    const [, target = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(join(dirname(file), target)).toBe(
      join(folder.path, 'node_modules', 'tenant-buckets', 'schemas', 'tenants.json'),
    );
  });
});
