import { entries } from '../entry';

/** TB804x: what an estimate cannot be made of. */
export const costEntries = entries({
  TB8040: {
    severity: 'error',
    exitCode: 2,
    summary: 'a price book that cannot be understood',
    explanation:
      'A file of prices is JSON: version 1, a currency, the source and the day of the prices, and under regions what so many of each thing cost, such as "kmsRequests": {"price": 0.03, "per": 10000}. schemas/prices.json lists the things. What a book leaves out is unknown in an estimate, never free.',
  },
});
