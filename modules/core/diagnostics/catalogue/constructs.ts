import { entries } from '../entry';

/** TB2xxx */
export const constructsEntries = entries({
  TB2000: {
    severity: 'error',
    exitCode: 2,
    summary: 'placeholder',
    explanation: 'placeholder',
  },
});
