import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { priceBookSchema } from '../modules/cost';
import { jsonSchemas } from '../modules/tenants';

/** Writes `schemas/*.json`, which editors read, from what files are parsed with. Run as `npm run schemas`. */
const folder = join(__dirname, '..', 'schemas');

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries({ ...jsonSchemas(), prices: priceBookSchema() }))
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(schema, undefined, 2)}\n`);
