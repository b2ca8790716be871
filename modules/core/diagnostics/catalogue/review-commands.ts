import { entries } from '../entry';

/** TB805x to TB807x: what reviewing, planning, applying and commenting cannot do. */
export const reviewCommandEntries = entries({
  TB8050: {
    severity: 'error',
    exitCode: 2,
    summary: 'a file of suppressions that cannot be understood',
    explanation:
      'Each suppression names a topic or a code, may name a tenant and an address, and says the reason and the last day on which it counts. A mistake in it would hide nothing, or too much, so the review stops.',
  },
  TB8051: {
    severity: 'error',
    exitCode: 2,
    summary: 'no plans to review',
    explanation:
      'A plan is what `terraform show -json PLANFILE` prints. `tenant-buckets plan` writes one beside each stack as plan.json; `--plan-dir` names the folder that holds them.',
  },
  TB8052: {
    severity: 'error',
    exitCode: 2,
    summary: 'a report file whose form nobody knows',
    explanation:
      'The form of a report follows from the end of its file’s name: .txt, .md, .json, .sarif, .xml for JUnit, .github for annotations.',
  },
  TB8054: {
    severity: 'error',
    exitCode: 2,
    summary: 'a stack that does not exist',
    explanation:
      'Stacks are named as the app names them, such as prod-shard-main-1; * stands for any letters. `tenant-buckets plan` sees all stacks of the app, `tenant-buckets apply` those that were planned.',
  },
  TB8055: {
    severity: 'error',
    exitCode: 2,
    summary: 'something else than what was planned',
    explanation:
      '`tenant-buckets plan` writes down the digests of the stack, of the plan and of the providers’ lock file. One of them is another now, so what would be applied is not what was reviewed. Nothing was applied: plan and review again.',
  },
  TB8056: {
    severity: 'error',
    exitCode: 2,
    summary: 'no plans to apply',
    explanation:
      '`tenant-buckets apply` applies what `tenant-buckets plan` wrote, and nothing else. Plan first, or name the folder that was planned into with --out-dir.',
  },
  TB8057: {
    severity: 'error',
    exitCode: 2,
    summary: 'an apply that nobody has confirmed',
    explanation:
      'On a terminal the stacks are named and a yes is asked for. In a pipeline nobody can answer: give --yes there, after the review.',
  },
  TB8058: {
    severity: 'error',
    exitCode: 5,
    summary: 'an apply that stopped half-way',
    explanation:
      'Some stacks are applied and one is not. What terraform made before it failed is in its state. Cure what is named, plan the stack that failed again, and apply: stacks that are done are not applied twice.',
  },
  TB8059: {
    severity: 'error',
    exitCode: 2,
    summary: 'a plan that no review has passed',
    explanation:
      'With --require-review an apply asks for the JSON report of a review that passed, over these very plans. The report is not signed: it guards against mistakes, and is as trustworthy as where it was kept.',
  },
  TB8060: {
    severity: 'error',
    exitCode: 2,
    summary: 'another terraform than the one that planned',
    explanation:
      'A saved plan belongs to the product and version of terraform that made it; any other refuses it. Use that version, or plan and review again.',
  },
  TB8061: {
    severity: 'error',
    exitCode: 2,
    summary: 'no pull request to comment on',
    explanation:
      'On GitHub the pull request comes from the event of the workflow, on GitLab from the variables of a merge request pipeline. Elsewhere name it with --pull-request, and the service with its own variables.',
  },
  TB8062: {
    severity: 'error',
    exitCode: 3,
    summary: 'a token that may not comment',
    explanation:
      'There is no token, it has expired, or it lacks the right. On GitHub the job needs `permissions: pull-requests: write` and hands over its GITHUB_TOKEN; workflows of forks get no such right. On GitLab GITLAB_TOKEN is a project access token with the scope api.',
  },
  TB8063: {
    severity: 'error',
    exitCode: 4,
    summary: 'a hosting service that does not answer as it should',
    explanation:
      'The service could not be reached, or its answer is none that is expected. Its address comes from GITHUB_API_URL or CI_API_V4_URL. Run the step again.',
  },
  TB8064: {
    severity: 'error',
    exitCode: 2,
    summary: 'a comment that could not be found again',
    explanation:
      'A comment is updated in place by the hidden marker in its first line, which `tenant-buckets review --format markdown` writes. A text without it would make a new comment each time.',
  },
  TB8065: {
    severity: 'error',
    exitCode: 2,
    summary: 'an app that cannot be synthesized',
    explanation:
      'The app of `cdktf.json` writes the stacks that are planned. It ended with an error, which it told above; run it by hand, or `tenant-buckets validate`, to see what is wrong.',
  },
});
