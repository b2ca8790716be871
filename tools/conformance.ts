import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { wrap } from '../modules/core';
import { readArguments, usage, type Second } from './conformance/arguments';
import { checks, policyOf } from './conformance/checks';
import { crossAccountChecks, letForeignerIn } from './conformance/cross-account-checks';
import { makeForeigner } from './conformance/foreigner';
import { makeGround, type Ground, type Target } from './conformance/ground';
import { uploadToLookUp } from './conformance/part-calls';
import { render, type Finding, type NotAsked, type Report } from './conformance/render';

/**
 * Asks AWS, or an emulator, what AWS's pages leave open, and prints it beside what the gateway does by default. Run as
 * `npm run conformance -- --endpoint http://127.0.0.1:4566` or, against AWS itself, with `--yes-this-costs-money`.
 */
async function ask(target: Target, second: Second): Promise<Report> {
  const name = `tenant-buckets-conformance-${String(Date.now())}`;
  await using ground = await makeGround(target, name);
  await ground.encryptByDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: ground.keyArn });
  await ground.s3.send(new PutBucketPolicyCommand({ Bucket: ground.bucket, Policy: policyOf(ground) }));
  await ground.settle();
  const findings: Finding[] = [];
  for (const check of checks) findings.push(await finding(check, () => check.ask(ground)));
  const across = await askAcross(ground, second, name);
  const lookUps = [await uploadToLookUp(ground)];
  return { findings: [...findings, ...across.findings], notAsked: [...across.notAsked, bill], lookUps };
}

/** No request tells it. */
const bill: NotAsked = {
  question: 'which account pays for the KMS requests of a caller from another account',
  ours: 'either: an estimate spans both',
  why: 'no request tells: compare the bills of both accounts',
};

async function askAcross(ground: Ground, second: Second, name: string): Promise<Omit<Report, 'lookUps'>> {
  const none = (why: string) => ({
    findings: [],
    notAsked: crossAccountChecks.map(({ question, ours }) => ({ question, ours, why })),
  });
  if ('why' in second) return none(second.why);
  try {
    await using foreigner = await makeForeigner(second.target, name);
    if (foreigner.accountId === ground.keyArn.split(':')[4]) {
      return none(`both credentials are of account ${foreigner.accountId}`);
    }
    await letForeignerIn(ground, foreigner);
    const findings: Finding[] = [];
    for (const check of crossAccountChecks) findings.push(await finding(check, () => check.ask(ground, foreigner)));
    return { findings, notAsked: [] };
  } catch (error) {
    return none(`no role could be used in the second account: ${textOf(error)}`);
  }
}

/** What one question breaks on is an answer, too: the others are asked all the same. */
async function finding({ question, ours }: Omit<Finding, 'saw'>, answered: () => Promise<string>): Promise<Finding> {
  try {
    return { question, ours, saw: await answered() };
  } catch (error) {
    return { question, ours, saw: textOf(error) };
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

async function main(): Promise<void> {
  const read = readArguments(process.argv.slice(2), process.env);
  if (!read) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const report = await ask(read.target, read.second);
  process.stdout.write(read.json ? `${JSON.stringify({ schemaVersion: 1, ...report })}\n` : render(report));
}

/** Nothing was found out then: whoever runs it hears why. */
function fail(error: unknown): void {
  process.stderr.write(`${wrap(`conformance asked nothing: ${textOf(error)}`, 80)}\n`);
  process.exitCode = 4;
}

main().catch(fail);
