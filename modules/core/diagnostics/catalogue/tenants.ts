import { entries } from '../entry';

/** TB1xxx */
export const tenantsEntries = entries({
  TB1000: {
    severity: 'error',
    exitCode: 2,
    summary: 'placeholder',
    explanation: 'placeholder',
  },
});
