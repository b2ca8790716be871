import { entries } from '../entry';
import { handshakeEntries } from './cli-handshake';

/** TB5xxx: what the command line cannot do. */
export const cliEntries = entries({
  TB5001: {
    severity: 'error',
    exitCode: 2,
    summary: 'a command line that cannot be understood',
    explanation:
      'A command or option is misspelt or belongs elsewhere, a value is none of those allowed, or an option says nothing without another. `tenant-buckets --help` lists the commands, `tenant-buckets COMMAND --help` the options of one.',
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
  TB5100: {
    severity: 'error',
    exitCode: 2,
    summary: 'no project of environments here',
    explanation:
      'The commands about tenants work in a repository of environments, which has a `cdktf.json` that names its app. `tenant-buckets init` makes one.',
  },
  TB5101: {
    severity: 'error',
    exitCode: 2,
    summary: 'an app that does not say which environments it has',
    explanation:
      'Environments are code, so the command line runs the app of `cdktf.json` with TENANT_BUCKETS_DESCRIBE=1 and reads its answer. An app that calls `runApp` answers by itself. One that fails, or prints anything else to standard output, cannot be understood.',
  },
  TB5103: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that is not there, or stands in several environments',
    explanation: 'Ids are unique within an environment only. `--environment` says which one is meant.',
  },
  TB5104: {
    severity: 'error',
    exitCode: 2,
    summary: 'a move that cannot be made',
    explanation:
      'A dedicated tenant moves from one shard of its placement to another that has room, one move at a time. A prefix cannot leave its shared bucket, and who has retired is in no stack.',
  },
  TB5105: {
    severity: 'error',
    exitCode: 2,
    summary: 'a resource that cannot change its stack',
    explanation:
      'The target stack takes a resource over by importing it, and not every type of resource can be imported without being changed. The message names the resource.',
  },
  TB5106: {
    severity: 'error',
    exitCode: 2,
    summary: 'a state without the tenant that is to be moved',
    explanation:
      'The ids of keys and grants stand in the state of the source stack only. `--state FILE` takes what `terraform show -json` prints in the folder of that stack; without it the command asks terraform itself, in the folder to which the stack was synthesized.',
  },
  TB5107: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that is there already',
    explanation:
      'Ids are unique within an environment, pinned ones included: the id of a tenant that has retired is not given to another.',
  },
  TB5108: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant entry that cannot be changed in its file',
    explanation:
      'The command changes one word of the entry and leaves the rest of the file as it is, comments included. An entry that comes from an alias, or shares its lines in another way, is changed by hand.',
  },
  TB5109: {
    severity: 'error',
    exitCode: 2,
    summary: 'a folder that is in use',
    explanation:
      '`tenant-buckets init` makes files and never replaces any. The message names the files that stand in its way.',
  },
  TB5110: {
    severity: 'error',
    exitCode: 2,
    summary: 'a name that cannot be one',
    explanation:
      'The name of a project becomes the name of its package and the first part of every bucket name: 2 to 20 of a-z, 0-9 and hyphen, beginning with a letter.',
  },
  TB5140: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that takes nothing over, or has done so already',
    explanation:
      'What stands at a bucket and a key is read once, before the first deploy: later it would be our own statements that are found. The entry of the tenant says adopt with bucket and keyArn. To read again before the first deploy, remove the file that the message names.',
  },
  TB5141: {
    severity: 'error',
    exitCode: 4,
    summary: 'a bucket or key that cannot be read',
    explanation:
      'It does not exist, or whoever runs the command may not read it: policy, lifecycle, encryption, versioning, ownership, public access, Object Lock and tags of a bucket; description, policy, rotation, aliases and tags of a key. `--from FILE` takes what somebody else has read.',
  },
  TB5142: {
    severity: 'error',
    exitCode: 2,
    summary: 'a key that cannot lock a bucket',
    explanation:
      'S3 takes enabled symmetric keys for encryption. A key that is taken over is also rotated by KMS, so its material comes from KMS and it is no replica. The keys that AWS manages belong to nobody’s terraform.',
  },
  TB5143: {
    severity: 'error',
    exitCode: 2,
    summary: 'a policy that would lock terraform out',
    explanation:
      'The deployer of the placement has to change the policy of what it takes over. Neither a bucket policy that denies it s3:PutBucketPolicy nor a key policy that does not let it call kms:PutKeyPolicy can be managed: whoever is let in there has to open it first.',
  },
  TB5144: {
    severity: 'error',
    exitCode: 4,
    summary: 'an answer of AWS that is not understood',
    explanation:
      'What was read has a shape that this version does not know, so it cannot be kept as it is. Take out what the message names, or write replace for it.',
  },
  TB5111: {
    severity: 'error',
    exitCode: 2,
    summary: 'a change of state that is not possible',
    explanation:
      'active and retiring tenants can be suspended, suspended ones resumed, and all of them retired. Retired is the end: what a retired tenant had still stands, and terraform no longer knows it.',
  },
  ...handshakeEntries,
});
