import { entries } from '../entry';

/** TB5xxx: what the command line cannot do. */
export const cliEntries = entries({
  TB5001: {
    severity: 'error',
    exitCode: 2,
    summary: 'a command or option that does not exist',
    explanation:
      'The name is misspelt or belongs to another command. `tenant-buckets --help` lists the commands, `tenant-buckets COMMAND --help` the options of one.',
  },
  TB5002: {
    severity: 'error',
    exitCode: 2,
    summary: 'a diagnostic code that does not exist',
    explanation: 'Codes have the form TB and four digits. `tenant-buckets explain` without a code lists all of them.',
  },
  TB5003: {
    severity: 'error',
    exitCode: 4,
    summary: 'outputs that are not those of a tenant stack',
    explanation:
      'The stack that terraform deployed gives out bucket, key, alias and principals of each tenant. Anything else was made by another version or by hand.',
  },
  TB5004: {
    severity: 'error',
    exitCode: 4,
    summary: 'an error that nobody foresaw',
    explanation:
      'A defect of tenant-buckets or a fault of the machine. `tenant-buckets doctor --json` tells what a report about it needs.',
  },
  TB5005: {
    severity: 'error',
    exitCode: 2,
    summary: 'a demo outside a checkout',
    explanation:
      'The demo deploys the environments of the project itself and is not part of the package. `emulator up` works everywhere.',
  },
  TB5006: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file that cannot be read',
    explanation:
      'The file does not exist or may not be read. Paths are taken from the folder in which the command runs.',
  },
});
