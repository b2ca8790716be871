import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startEmulator, type RunningEmulator } from '../../modules/emulator';
import { runCommandLine, type CommandResult } from '../support/command-line';
import { parseJsonObject } from '../support/json';
import { copyApp } from '../support/run-app';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder';

const stack = 'localstack-shard-local-1';
const limitMs = 600_000;

describe('plan, review and apply of our own environment', () => {
  let place: TemporaryFolder;
  let emulator: RunningEmulator;
  let environment: Readonly<Record<string, string | undefined>>;
  let s3: S3Client;

  const run = (...parameters: readonly string[]): Promise<CommandResult> =>
    runCommandLine(parameters, { folder: place.path, environment });

  const review = (...more: readonly string[]): Promise<CommandResult> =>
    run(
      'review',
      '--plan-dir',
      'cdktf.out',
      '--tenants',
      '--environment',
      'localstack',
      '--out',
      'review.json',
      ...more,
    );

  function changeTenant(from: string, to: string): void {
    const file = join(place.path, 'environments', 'tenants', 'localstack', 'acme.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  }

  beforeAll(async () => {
    place = temporaryFolder();
    copyApp(place.path);
    copyFileSync(resolve(__dirname, '../../cdktf.json'), join(place.path, 'cdktf.json'));
    emulator = await startEmulator({ launcher: 'python' });
    const { endpoint, region, accessKeyId, secretAccessKey } = emulator.record;
    s3 = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true });
    const outside = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
    environment = {
      ...Object.fromEntries(outside),
      TENANT_BUCKETS_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
  }, limitMs);

  afterAll(async () => {
    s3.destroy();
    await emulator.stop();
    place[Symbol.dispose]();
  }, limitMs);

  test(
    'a plan that only adds a tenant passes, with nothing that is worse than for information',
    async () => {
      const plan = await run('plan', '--environment', 'localstack');
      expect(plan).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(new RegExp(`^${stack} +\\d+ to add\n$`)),
      });
      expect(await review('--fail-on', 'low')).toMatchObject({ exitCode: 0 });
      expect(parseJsonObject(readFileSync(join(place.path, 'review.json'), 'utf8'))).toMatchObject({
        gate: { passed: true },
        plans: [{ name: stack }],
        notes: [],
      });
    },
    limitMs,
  );

  test(
    'what was reviewed is applied, and the bucket stands as it was planned',
    async () => {
      const applied = await run('apply', '--yes', '--require-review', 'review.json');
      expect(applied).toMatchObject({
        exitCode: 0,
        stdout: expect.stringMatching(new RegExp(`^${stack} +\\d+ add\n$`)),
      });
      const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'example-local-acme' }));
      const document = readFileSync(join(place.path, 'cdktf.out', 'stacks', stack, 'cdk.tf.json'), 'utf8');
      expect(document).toContain('example-local-acme');
      expect(parseJsonObject(Policy ?? '{}')['Statement']).not.toEqual([]);
      expect(await run('plan', '--changed', '--environment', 'localstack')).toMatchObject({
        exitCode: 0,
        stdout: '',
        stderr: expect.stringContaining('nothing has changed: there is nothing to plan\n'),
      });
    },
    limitMs,
  );

  test(
    'a tenant that is suspended loses its grants: the review fails, so does the apply that asks for it',
    async () => {
      changeTenant('  - id: acme\n', '  - id: acme\n    state: suspended\n');
      await run('plan', '--changed', '--environment', 'localstack');
      const reviewed = await review('--fail-on', 'medium');
      expect(reviewed.stdout).toMatch(/^Nothing is lost, /);
      expect(reviewed.stdout).toContain('grant-removed');
      expect(reviewed.exitCode).toBe(1);
      const refused = await run('apply', '--yes', '--require-review', 'review.json');
      expect(refused).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('TB8059: the review did not pass'),
      });
    },
    limitMs,
  );

  test(
    'a stack that was touched after its plan is refused; as it was planned it is applied',
    async () => {
      expect(await review('--fail-on', 'none')).toMatchObject({ exitCode: 0 });
      const file = join(place.path, 'cdktf.out', 'stacks', stack, 'cdk.tf.json');
      const planned = readFileSync(file, 'utf8');
      writeFileSync(file, planned.replace('4711', '4712'));
      expect(await run('apply', '--yes', '--require-review', 'review.json')).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('TB8055: the file is another than when it was planned'),
      });
      writeFileSync(file, planned);
      expect(await run('apply', '--yes', '--require-review', 'review.json')).toMatchObject({ exitCode: 0 });
    },
    limitMs,
  );
});
