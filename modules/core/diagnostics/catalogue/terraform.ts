import { entries } from '../entry';

/** TB3xxx */
export const terraformEntries = entries({
  TB3001: {
    severity: 'error',
    exitCode: 4,
    summary: 'terraform was not found',
    explanation:
      'Neither TENANT_BUCKETS_TERRAFORM nor TERRAFORM_BINARY_NAME names a program that can be run, and neither terraform nor tofu is on the PATH. Install Terraform or OpenTofu 1.7 or newer, or name the program in TENANT_BUCKETS_TERRAFORM.',
  },
  TB3002: {
    severity: 'error',
    exitCode: 4,
    summary: 'terraform is too old',
    explanation:
      'Version 1.7 is the first that knows `removed` blocks. They take a retired tenant out of the state without destroying its bucket or its key, so an older version cannot run these stacks safely. Update it, or name a newer one in TENANT_BUCKETS_TERRAFORM.',
  },
  TB3003: {
    severity: 'error',
    exitCode: 4,
    summary: 'terraform does not answer as expected',
    explanation:
      'The program was found, but it did not print what terraform prints: it may be something else of the same name, a wrapper that adds text, or a damaged installation. Run the named command by hand and name a working program in TENANT_BUCKETS_TERRAFORM.',
  },
  TB3004: {
    severity: 'error',
    exitCode: 2,
    summary: 'TENANT_BUCKETS_PROVIDER_MIRROR holds no usable AWS provider',
    explanation:
      'The folder must have the layout of `terraform providers mirror`: HOST/hashicorp/aws below it, with a version that the stacks accept for this platform, packed or unpacked. Unset the variable to let terraform find the provider by its own rules.',
  },
  TB3005: {
    severity: 'error',
    exitCode: 4,
    summary: 'the AWS provider could not be installed',
    explanation:
      'terraform init found the provider neither in a mirror on this machine nor in the registry. Without network, fill a folder by `terraform providers mirror FOLDER` on a machine that has one, and name it in TENANT_BUCKETS_PROVIDER_MIRROR.',
  },
  TB3010: {
    severity: 'error',
    exitCode: 4,
    summary: 'a terraform command failed',
    explanation:
      'The message is terraform’s own. What was applied before the error is in the state: repairing the cause and running the command again continues from there.',
  },
  TB3011: {
    severity: 'error',
    exitCode: 3,
    summary: 'AWS did not accept the credentials',
    explanation:
      'There are no credentials, or they are expired, disabled or of another account. Log in again, then run the command again: what was applied is in the state.',
  },
  TB3012: {
    severity: 'error',
    exitCode: 3,
    summary: 'AWS denied an action of the deployer',
    explanation:
      'The credentials are valid, but a policy does not let them do the named action. Let the deployment role do it, then run the command again: what was applied is in the state.',
  },
  TB3013: {
    severity: 'error',
    exitCode: 4,
    summary: 'the state is locked by another run',
    explanation:
      'Another run holds the lock of this state; the message says who and since when. A lock is never forced here: two runs at once can lose resources out of the state. Wait for the other run, and only when it is surely dead release its lock by `terraform force-unlock`.',
  },
  TB3014: {
    severity: 'error',
    exitCode: 4,
    summary: 'the state could not be saved',
    explanation:
      'Resources were changed, but the backend did not take the new state. terraform left it in errored.tfstate beside the stack. Repair the backend, then hand the file over by `terraform state push errored.tfstate` before anything else runs.',
  },
  TB3015: {
    severity: 'error',
    exitCode: 4,
    summary: 'AWS has not caught up with its own change',
    explanation:
      'Something that was just made is not visible everywhere yet. Such an apply is repeated a few times by itself, unless it applies a saved plan. Plan and apply again after a minute.',
  },
  TB3016: {
    severity: 'error',
    exitCode: 4,
    summary: 'the saved plan no longer fits the state',
    explanation:
      'The state has changed since the plan was made, so the plan is not what would happen. Make a new plan, review it, and apply that.',
  },
  TB3020: {
    severity: 'error',
    exitCode: 4,
    summary: 'a command was ended from outside',
    explanation:
      'Somebody, or the system for want of memory, ended terraform or the process that watches it. A state lock may remain and a local state may miss the last resources: run the command again and read the plan before you apply it.',
  },
  TB3021: {
    severity: 'error',
    exitCode: 4,
    summary: 'cdktf was not found or failed',
    explanation:
      'The cdktf command of the package cdktf-cli is taken from node_modules. Run `npm ci`; if cdktf itself failed, the message is its own.',
  },
});
