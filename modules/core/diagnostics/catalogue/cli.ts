import { entries } from '../entry';

/** TB5xxx */
export const cliEntries = entries({
  TB5000: {
    severity: 'error',
    exitCode: 2,
    summary: 'placeholder',
    explanation: 'placeholder',
  },
});
