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
});
