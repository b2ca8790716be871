import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import type { Check } from './conformance/ask';
import { checks, policyOf } from './conformance/checks';
import { makeGround, type Ground, type Target } from './conformance/ground';

/**
 * Asks AWS, or an emulator, what AWS's pages leave open, and prints it beside what the gateway does by default. Run as
 * `npm run conformance -- --endpoint http://127.0.0.1:4566` or, against AWS itself, with `--yes-this-costs-money`.
 */
const usage = `usage: npm run conformance -- [--endpoint URL] [--region REGION] [--account ID] [--json] [--yes-this-costs-money]

Makes one bucket, eight KMS keys and two aliases, asks some sixty requests, and removes them; KMS keeps the keys for
seven days more, without charge. Against AWS that is a few cents: a part of each key's dollar a month, and requests.
Without an endpoint on this machine it asks nothing unless --yes-this-costs-money says that this is meant.
`;

interface Arguments {
  readonly target: Target;
  readonly json: boolean;
}

function readArguments(parameters: readonly string[]): Arguments | undefined {
  const value = (name: string): string | undefined => {
    const at = parameters.indexOf(`--${name}`);
    return at < 0 ? undefined : parameters[at + 1];
  };
  const flags = ['--json', '--yes-this-costs-money'];
  const named = ['--endpoint', '--region', '--account'];
  const strange = parameters.filter((one, index) => {
    return !flags.includes(one) && !named.includes(one) && !named.includes(parameters[index - 1] ?? '');
  });
  const endpoint = value('endpoint');
  const local = endpoint !== undefined && /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?\/?$/.test(endpoint);
  if (strange.length > 0 || (!local && !parameters.includes('--yes-this-costs-money'))) return undefined;
  return {
    json: parameters.includes('--json'),
    target: {
      region: value('region') ?? 'us-east-1',
      settleSeconds: local ? 0 : 15,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(local ? { credentials: { accessKeyId: value('account') ?? '000000000000', secretAccessKey: 'test' } } : {}),
    },
  };
}

interface Finding {
  readonly question: string;
  readonly saw: string;
  readonly ours: string;
}

async function ask(target: Target): Promise<readonly Finding[]> {
  await using ground = await makeGround(target, `tenant-buckets-conformance-${String(Date.now())}`);
  await ground.encryptByDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ground.keyArn });
  await ground.s3.send(new PutBucketPolicyCommand({ Bucket: ground.bucket, Policy: policyOf(ground) }));
  await ground.settle();
  const findings: Finding[] = [];
  for (const check of checks)
    findings.push({ question: check.question, ours: check.ours, saw: await seen(check, ground) });
  return findings;
}

/** What one question breaks on is an answer, too: the others are asked all the same. */
async function seen(check: Check, ground: Ground): Promise<string> {
  try {
    return await check.ask(ground);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

function render(findings: readonly Finding[]): string {
  return findings
    .map(
      ({ question, saw, ours }) =>
        `${saw === ours ? 'same   ' : 'DIFFERS'}  ${question}\n         saw ${saw}, ours is ${ours}\n`,
    )
    .join('');
}

async function main(): Promise<void> {
  const read = readArguments(process.argv.slice(2));
  if (!read) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const findings = await ask(read.target);
  process.stdout.write(read.json ? `${JSON.stringify({ schemaVersion: 1, findings })}\n` : render(findings));
}

void main();
