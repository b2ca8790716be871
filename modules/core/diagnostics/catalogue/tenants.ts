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
  TB1140: {
    severity: 'warning',
    exitCode: 0,
    summary: 'something that looks like a secret',
    explanation:
      'Tenant files are committed, and tags can be read by everybody who may list a bucket or a key. What looks like an access key, a token, a private key or a password does not belong there: take it out, and make it anew, for it stays in the history. It is masked in everything that is printed here.',
  },
  TB1141: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file that leads out of the project',
    explanation:
      'A link in a folder of tenants or pins that leads out of the project is not followed: who may write such a link could otherwise show in messages what a file elsewhere holds.',
  },
  TB1142: {
    severity: 'error',
    exitCode: 2,
    summary: 'two tenants that take over one bucket',
    explanation:
      'A bucket that exists already is taken over by one tenant. The message names both places; two environments that take over one bucket are told of at synth.',
  },
  TB1120: {
    severity: 'error',
    exitCode: 2,
    summary: 'a lifecycle whose parts do not go together',
    explanation:
      'S3 moves objects to colder classes only, into STANDARD_IA after 30 days at the earliest and out of it 30 days later at the earliest, and deletes them after the last move. A version cannot be cleaned up before its lock ends.',
  },
  TB1121: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file of what was found that tenant-buckets did not write',
    explanation:
      'The file says what stood at a bucket and a key before they were taken over. `tenant-buckets adopt` writes it. Statements and lifecycle rules may be taken out of it by hand, so that they go with the next deploy; everything else stays as it was read.',
  },
  TB1100: {
    severity: 'error',
    exitCode: 2,
    summary: 'a pin file that tenant-buckets did not write',
    explanation:
      'Pin files say where buckets and keys are that hold data. They are written by `tenant-buckets pin`, `tenant retire` and `move` only, and a value that these never write may mean that a merge went wrong: restore the file, then run `tenant-buckets pin` for what is new.',
  },
  TB1110: {
    severity: 'error',
    exitCode: 2,
    summary: 'a handshake file that tenant-buckets did not write',
    explanation:
      'The file `handshake/TENANT.json` says who may use a tenant’s own key and for which bucket. Synth writes it beside the tenant’s stack. A key made from a file that was changed on its way would let in others, or nobody.',
  },
});
