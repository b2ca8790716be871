import { entries } from '../entry';

/** TB3xxx */
export const terraformEntries = entries({
  TB3000: {
    severity: 'error',
    exitCode: 2,
    summary: 'placeholder',
    explanation: 'placeholder',
  },
});
