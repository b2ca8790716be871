import { entries } from '../entry';

/** TB7xxx: what synthesized stacks and guardrails do not tell. */
export const planEntries = entries({
  TB7001: {
    severity: 'error',
    exitCode: 2,
    summary: 'a stack that is not Terraform JSON',
    explanation:
      'A synthesized stack is one JSON object with resource, provider and output blocks, as `cdktf synth` writes it to cdktf.out/stacks/NAME/cdk.tf.json. Synthesize again; files written by hand must keep to Terraform’s JSON syntax.',
  },
  TB7002: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a resource that had to be left out',
    explanation:
      'The name of a bucket or role, or the account and region of its provider, is known only when terraform runs, or the resource is repeated by count or for_each. Nothing is said about it, so answers about who can reach what may be too narrow.',
  },
  TB7003: {
    severity: 'error',
    exitCode: 2,
    summary: 'no synthesized stacks',
    explanation:
      'Questions are put to what `cdktf synth` wrote, by default in cdktf.out below the current folder. Run it first, or name its folder with --stacks.',
  },
  TB7004: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that no stack vends',
    explanation:
      'Tenants are found by the outputs of the synthesized stacks, whose ids are the tenants’ ids. After a tenant file was changed, run `cdktf synth` again.',
  },
  TB7005: {
    severity: 'error',
    exitCode: 2,
    summary: 'an action that is not known',
    explanation:
      'Nobody is allowed an action that does not exist, so a misspelt one would look like a safe answer. Actions of S3 and KMS that touch objects, buckets and keys can be asked, such as s3:GetObject or kms:Decrypt.',
  },
  TB7006: {
    severity: 'error',
    exitCode: 2,
    summary: 'guardrails that cannot be read',
    explanation:
      'A folder of guardrails holds scp/LEVEL-NAME.json and rcp/LEVEL-NAME.json, one policy document a file, and optionally organization.json with id, managementAccountId and accountIds. LEVEL is all before the first hyphen; each level of service control policies must allow an action.',
  },
  TB7007: {
    severity: 'error',
    exitCode: 2,
    summary: 'nobody says who deploys a stack',
    explanation:
      'The provider of the stack assumes no role, so the actions of the deployer cannot be put to the guardrails. Name the principal that runs terraform with --deployer.',
  },
  TB7020: {
    severity: 'error',
    exitCode: 2,
    summary: 'a plan that is not whole JSON',
    explanation:
      'A plan is read as `terraform show -json PLANFILE` prints it: one JSON object in UTF-8. The byte at which reading stopped is named; a file that ends too early was cut off while it was written or copied. Write it again.',
  },
  TB7021: {
    severity: 'error',
    exitCode: 2,
    summary: 'a plan of another format',
    explanation:
      'Plans of format_version 1.x are read, whatever its minor number; another major number may mean anything. Use a terraform or tofu that writes format 1.x, or a newer tenant-buckets.',
  },
  TB7022: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file that is no plan',
    explanation:
      'A state, the binary plan file itself and the log of `terraform plan -json` are no plan in JSON. Plan with `terraform plan -out=PLANFILE`, then write `terraform show -json PLANFILE` to a file.',
  },
  TB7023: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that failed half-way',
    explanation:
      'Planning ended with errors, so the plan holds only what terraform had planned until then, and cannot be applied. What it holds is reviewed; correct the errors and review the whole plan.',
  },
  TB7024: {
    severity: 'warning',
    exitCode: 1,
    summary: 'an account or region that the plan does not tell',
    explanation:
      'Neither the provider (allowed_account_ids, assume_role, region) nor any ARN or data source in the plan names the account or region. The account 000000000000 or the region us-east-1 stands for it, the same all over the plan, so access inside the account is judged; what names the real account is taken as foreign.',
  },
  TB7025: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a resource of a plan that had to be left out',
    explanation:
      'The plan does not tell which bucket, key, role or user the resource is, or hides it as sensitive. Nothing is said about it, so answers about who can reach what may be too narrow.',
  },
  TB7026: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a name that only the apply gives',
    explanation:
      'The name of a new bucket, role or user is chosen or computed when the plan is applied. Its address stands for the name; a policy that names others by a wildcard may or may not mean it, which cannot be judged before.',
  },
  TB7027: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that leaves changes for a later one',
    explanation:
      'The plan was made for some targets only, or something that it needs is not known before it is applied, so that terraform deferred changes. They are in no review of this plan: plan again after the apply, and review that.',
  },
});
