import { z } from 'zod';
import { pinFields, suppressionFields, tenantFields } from './field-descriptions';
import { pinFileSchema } from './pins-schema';
import { tenantFileSchema } from './schema';
import { suppressionFileSchema } from './suppressions-schema';

/** A schema for editors, of draft 7, which is what they read. */
interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const schemas = {
  tenants: { schema: tenantFileSchema, title: 'Tenants of an environment', fields: tenantFields },
  pins: { schema: pinFileSchema, title: 'Where tenants live, written by tenant-buckets pin', fields: pinFields },
  suppressions: {
    schema: suppressionFileSchema,
    title: 'Findings of tenant-buckets review that somebody takes upon themselves',
    fields: suppressionFields,
  },
};

/** What the files in `schemas` hold, by their names. Rules between several keys are not in it: `validate` knows them. */
export function jsonSchemas(): { readonly [name in keyof typeof schemas]: JsonSchema } {
  return {
    tenants: toJsonSchema(schemas.tenants),
    pins: toJsonSchema(schemas.pins),
    suppressions: toJsonSchema(schemas.suppressions),
  };
}

interface Described {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly fields: { readonly [path: string]: string };
}

function toJsonSchema({ schema, title, fields }: Described): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { $schema, title, ...described(rest, '', fields) };
}

/** The schema with a description at each key that has one. */
function described(schema: JsonSchema, path: string, fields: Described['fields']): JsonSchema {
  const { properties, items, additionalProperties, ...rest } = schema;
  const inside = (value: unknown, step: string): unknown => (isObject(value) ? described(value, step, fields) : value);
  const description = fields[path];
  return {
    ...(description !== undefined && { description }),
    ...rest,
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, inside(value, path === '' ? key : `${path}.${key}`)]),
      ),
    }),
    ...(items !== undefined && { items: inside(items, `${path}[]`) }),
    ...(additionalProperties !== undefined && { additionalProperties: inside(additionalProperties, `${path}.*`) }),
  };
}

function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
