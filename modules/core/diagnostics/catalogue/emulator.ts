import { entries } from '../entry';

/** TB4xxx */
export const emulatorEntries = entries({
  TB4000: {
    severity: 'error',
    exitCode: 2,
    summary: 'placeholder',
    explanation: 'placeholder',
  },
});
