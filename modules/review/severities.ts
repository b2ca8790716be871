import type { FindingSeverity } from './review';

/** The worst first. */
export const severities: readonly FindingSeverity[] = ['critical', 'high', 'medium', 'low', 'info'];
