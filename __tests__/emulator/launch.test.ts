import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { freePort } from '../../modules/emulator/free-port';
import { newFolder, until } from './stand-in/place';

jest.setTimeout(60_000);

/** The parts of LocalStack that the launcher touches; its server waits until `exit`, which may hang. */
function standInLocalstack(exit: string): string {
  const folder = newFolder();
  const files: Readonly<Record<string, string>> = {
    'localstack/__init__.py': '',
    'localstack/config.py': 'class dirs:\n    static_libs = ""\n',
    'localstack/logging/__init__.py': '',
    'localstack/logging/setup.py': 'def setup_logging_from_config(): pass\n',
    'localstack/services/__init__.py': '',
    'localstack/services/s3/__init__.py': '',
    'localstack/services/s3/provider.py': 'DEFAULT_S3_TMP_DIR = ""\n',
    'localstack/runtime/__init__.py': '',
    'localstack/runtime/current.py': `
import os, threading, time
from localstack.services.s3 import provider

class Runtime:
    class components:
        class runtime_server:
            def register(*arguments): print("listens on", arguments[1], flush=True)
    done = threading.Event()
    def run(self):
        self.components.runtime_server.register("gateway", [], None)
        print("S3 in", provider.DEFAULT_S3_TMP_DIR, "temporary files in", os.environ["TMPDIR"], flush=True)
        self.done.wait()
    def exit(self, code): ${exit}

def initialize_runtime(): return Runtime()
`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const children: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Launched {
  readonly child: ChildProcessWithoutNullStreams;
  readonly directory: string;
  readonly said: () => string;
  readonly exit: Promise<unknown[]>;
}

function launch(port: number, exit = 'self.done.set()'): Launched {
  const directory = join(newFolder(), 'instance');
  mkdirSync(directory);
  const program = join(__dirname, '../../modules/emulator/python/launch.py');
  const env = { PATH: process.env['PATH'], PYTHONPATH: standInLocalstack(exit), PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn('python3', [program, '--port', String(port), '--directory', directory], { env });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, directory, said: () => said, exit: once(child, 'close') };
}

async function launched(exit?: string): Promise<Launched> {
  const one = launch(await freePort(0), exit);
  await until(() => one.said().includes('S3 in'));
  return one;
}

describe('launch.py', () => {
  test('gives the instance folders of its own and a socket that listens already', async () => {
    const { directory, said } = await launched();
    expect(said()).toContain(`S3 in ${directory}/s3 temporary files in ${directory}\n`);
    expect(said()).toMatch(/listens on \['fd:\/\/\d+'\]/);
  });

  test('ends when its standard input closes, and removes its folder (F52)', async () => {
    const { child, directory, exit } = await launched();
    child.stdin.end();
    expect(await exit).toEqual([0, null]);
    expect(existsSync(directory)).toBe(false);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('ends on %s, and removes its folder', async (signal) => {
    const { child, directory, exit } = await launched();
    child.kill(signal);
    expect(await exit).toEqual([0, null]);
    expect(existsSync(directory)).toBe(false);
  });

  test('ends hard when LocalStack hangs while it ends, and removes its folder (F52)', async () => {
    const { child, directory, exit } = await launched('time.sleep(600)');
    child.stdin.end();
    expect(await exit).toEqual([0, null]);
    expect(existsSync(directory)).toBe(false);
  });

  test('fails when the port is taken, before it loads anything (F52)', async () => {
    const port = await freePort(0);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { exit, said } = launch(port);
    expect(await exit).toEqual([1, null]);
    server.close();
    expect(said()).toMatch(/cannot listen on 127\.0\.0\.1:\d+: .*Address already in use/);
  });
});
