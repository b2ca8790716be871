import { entries } from '../entry';

/** TB1xxx: what a tenant file may not say. */
export const tenantsEntries = entries({
  TB1001: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file that is not YAML',
    explanation:
      'Tenant files are YAML 1.2: spaces, not tabs, no key twice in one map, one document a file, few aliases and no deep nesting. The line and the mark show the place.',
  },
  TB1002: {
    severity: 'error',
    exitCode: 2,
    summary: 'a value of the wrong kind',
    explanation:
      'Each field has one kind of value and bounds. Account ids are always quoted: without quotes YAML reads them as numbers and drops a leading zero.',
  },
  TB1003: {
    severity: 'error',
    exitCode: 2,
    summary: 'a key that no tenant has',
    explanation:
      'Unknown keys are refused rather than passed by: a misspelt `deletionWindowDays` would otherwise quietly mean the default.',
  },
  TB1004: {
    severity: 'error',
    exitCode: 2,
    summary: 'two tenants with one id',
    explanation:
      'The id names the tenant’s bucket, key and roles. The message names both places; one of them has to go.',
  },
  TB1005: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file that cannot be read',
    explanation:
      'The file or folder does not exist or may not be read, is not UTF-8, or is larger than any tenant file should be.',
  },
  TB1006: {
    severity: 'error',
    exitCode: 2,
    summary: 'a principal that is not an ARN of a role, user or account',
    explanation:
      'A principal is the ARN of an IAM role, an IAM user or an account root. Wildcards, groups and services cannot be given a grant.',
  },
  TB1100: {
    severity: 'error',
    exitCode: 2,
    summary: 'a pin file that tenant-buckets did not write',
    explanation:
      'Pin files say where buckets and keys are that hold data. They are written by `tenant-buckets pin`, `tenant retire` and `move` only, and a value that these never write may mean that a merge went wrong: restore the file, then run `tenant-buckets pin` for what is new.',
  },
});
