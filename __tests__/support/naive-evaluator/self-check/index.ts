import { callerCases, organizationCases, principalCases, publicCases } from './bucket';
import { grantCases, keyPolicyCases, legCases } from './key';
import { languageCases, operatorCases, unknownCases } from './language';
import type { SelfCheckCase } from './self-check-case';

export type { SelfCheckCase } from './self-check-case';

/** The hand-written cases by subject. */
export const selfCheckCases: Readonly<Record<string, readonly SelfCheckCase[]>> = {
  'the language of statements': languageCases,
  operators: operatorCases,
  'what cannot be told': unknownCases,
  'principals of the same account': principalCases,
  'kinds of callers': callerCases,
  'public policies': publicCases,
  'above the account': organizationCases,
  'key policies': keyPolicyCases,
  grants: grantCases,
  legs: legCases,
};
