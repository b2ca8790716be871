import { priced } from './price-book';

/** What may stand in a price book, for editors: a JSON Schema of draft 7. */
export function priceBookSchema(): { readonly [keyword: string]: unknown } {
  const price = {
    type: 'object',
    properties: {
      price: { description: 'what so many cost', type: 'number', minimum: 0 },
      per: { description: 'how many cost the price', type: 'number', exclusiveMinimum: 0 },
      leastPrice: {
        description: 'what as many cost an account that has most of them; the price when left out',
        type: 'number',
        minimum: 0,
      },
    },
    required: ['price', 'per'],
    additionalProperties: false,
  };
  const things = Object.entries(priced).map(([name, description]) => [name, { description, ...price }] as const);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Prices for tenant-buckets estimate and review',
    description: 'Takes the place of the prices that are built in; what is not in it is unknown, never free.',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      version: { const: 1 },
      currency: { description: 'three capitals', type: 'string', pattern: '^[A-Z]{3}$' },
      source: { description: 'where the prices are from', type: 'string' },
      date: { description: 'the day of the prices', type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
      freeKmsRequestsPerAccount: {
        description: 'KMS requests of a month that an account has for nothing; none when left out',
        type: 'number',
        minimum: 0,
      },
      regions: {
        description: 'prices by Region',
        type: 'object',
        additionalProperties: { type: 'object', properties: Object.fromEntries(things), additionalProperties: false },
      },
    },
    required: ['version', 'currency', 'source', 'date', 'regions'],
    additionalProperties: false,
  };
}
