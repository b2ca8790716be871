import { entries } from '../entry';

/** TB6xxx */
export const evaluationEntries = entries({
  TB6000: {
    severity: 'error',
    exitCode: 2,
    summary: 'placeholder',
    explanation: 'placeholder',
  },
});
