import { resolve } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { leftAfter, startMarked, type MarkedProcess } from '../../support/marked-process';

const folder = resolve(__dirname, '../../..');
const limitMs = 400_000;

/** The command behind `npm start`, as built. */
function startDemo(environment: NodeJS.ProcessEnv = {}): MarkedProcess {
  return startMarked({ parameters: ['dist/modules/cli/main.js', 'demo'], folder, environment });
}

describe('the demo', () => {
  let demo: MarkedProcess | undefined;

  afterEach(() => {
    for (const pid of demo?.alive() ?? []) process.kill(pid, 'SIGKILL');
    demo?.cleanUp();
    demo = undefined;
  });

  test(
    'deploys, lets the tenant work, shows what stands, destroys, and leaves nothing running',
    async () => {
      demo = startDemo();
      const { exitCode, stdout, stderr } = await demo.ended;
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
      const rows = stdout.split('\n').map((row) => row.split(/ {2,}/));
      expect(rows).toContainEqual(['tenant', 'acme']);
      expect(rows).toContainEqual(['bucket', 'example-local-acme']);
      expect(rows).toContainEqual(['bucket key', 'on']);
      expect(rows).toContainEqual(['alias', 'alias/example-local/acme']);
      expect(rows).toContainEqual(['rotation', 'on every 365 days']);
      expect(rows).toContainEqual(['read back', 'identical']);
      const key = rows.find(([what]) => what === 'key')?.[1]?.split(' ')[0];
      expect(key).toMatch(/^arn:aws:kms:us-east-1:000000000000:key\/[0-9a-f-]{36}$/);
      expect(rows).toContainEqual(['encrypted under', key]);
      expect(rows.filter(([what]) => what === 'grant')).toHaveLength(2);
      expect(rows).toContainEqual(['without Bucket Key', '50', '100', '150', '3.00']);
      expect(rows).toContainEqual(['with Bucket Key', '1', '1', '2', '0.04']);
      expect(stdout).toContain(
        'denied   writer writes with AES256\n' +
          '         s3:PutObject is denied by bucket policy of example-local-acme, DenyOtherAlgorithms\n',
      );
      expect(stdout).toMatch(/denied {3}stranger reads\n +neither key policy nor grant allows kms:Decrypt under /);
      expect(stderr).toContain('ok cdktf destroy');
      expect(await leftAfter(demo, 5_000)).toEqual([]);
    },
    limitMs,
  );

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'ends everything and exits as interrupted after %s in the middle of a deploy',
    async (signal, code) => {
      demo = startDemo();
      await demo.says('.. cdktf deploy');
      demo.child.kill(signal);
      const { exitCode, stdout, stderr } = await demo.ended;
      expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' });
      expect(stderr).toMatch(/interrupted: everything that was started has been ended\n$/);
      expect(await leftAfter(demo, 5_000)).toEqual([]);
    },
    limitMs,
  );

  test(
    'leaves no orphan after kill -9 in the middle of a deploy',
    async () => {
      demo = startDemo();
      await demo.says('.. cdktf deploy');
      expect(demo.alive().length).toBeGreaterThan(2);
      demo.child.kill('SIGKILL');
      expect(await demo.ended).toMatchObject({ signal: 'SIGKILL' });
      expect(await leftAfter(demo, 30_000)).toEqual([]);
    },
    limitMs,
  );

  test(
    'fails with one cure and exit code 4 when terraform is missing',
    async () => {
      demo = startDemo({ TENANT_BUCKETS_TERRAFORM: '/nowhere/terraform' });
      const { exitCode, stderr } = await demo.ended;
      expect(exitCode).toBe(4);
      expect(stderr).toMatch(/^error TB3001: .*\/nowhere\/terraform/);
      expect(stderr).toContain('fix: ');
      expect(stderr).not.toMatch(/^ +at .*\.js:\d+/m);
    },
    limitMs,
  );
});
