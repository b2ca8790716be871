import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagnosticError } from '../../modules/core';
import { runLeashed, type LeashedCommand } from '../../modules/terraform';
import { leftOver, processesWith, waitFor } from './fixtures/processes';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'leash-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A shell script that carries a word by which its processes are found. */
function script(text: string, word: string = randomUUID()): LeashedCommand & { readonly word: string } {
  const parameters = ['-c', text, word];
  return { command: 'bash', parameters, workingDirectory: folder, environment: process.env, graceSeconds: 1, word };
}

/** A program of its own that runs the script on a leash. */
function host({ command, parameters }: LeashedCommand): ChildProcess {
  const program = [join(__dirname, 'fixtures', 'leashed-host.ts'), folder, command, ...parameters];
  return spawn(process.execPath, ['--import', 'tsx', ...program], { stdio: 'ignore' });
}

async function started(word: string, count: number): Promise<void> {
  await waitFor(
    () => processesWith(word).filter((row) => /^\S+ +bash -c/.test(row)),
    (found) => found.length >= count,
  );
}

describe('runLeashed', () => {
  test('passes output, lines and the exit code on', async () => {
    const lines: string[] = [];
    const result = await runLeashed({
      ...script('echo one; echo two >&2; printf three; exit 7'),
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    });
    expect(result).toEqual({ exitCode: 7, signal: undefined, stdout: 'one\nthree', stderr: 'two\n' });
    expect(lines.sort()).toEqual(['stderr two', 'stdout one', 'stdout three']);
  });

  test('passes on the signal that ended the command', async () => {
    expect(await runLeashed(script('kill -KILL $$'))).toMatchObject({ exitCode: undefined, signal: 'SIGKILL' });
  });

  test('gives the command the environment it was given and an empty standard input', async () => {
    const command = {
      ...script('read -r line; echo "$TEST_WORD,$line"'),
      environment: { ...process.env, TEST_WORD: 'w' },
    };
    expect((await runLeashed(command)).stdout).toBe('w,\n');
  });

  test('interrupts the command on abort, so that it can save', async () => {
    const abort = new AbortController();
    const result = await runLeashed({
      ...script('trap "echo saved; exit 3" INT; echo ready; while :; do sleep 0.05; done'),
      signal: abort.signal,
      onLine: (line) => {
        if (line === 'ready') abort.abort();
      },
    });
    expect(result).toMatchObject({ exitCode: 3, stdout: 'ready\nsaved\n' });
  });

  test('kills a command that ignores the interruption, and all it started (F27)', async () => {
    const abort = new AbortController();
    const stubborn = script(
      'trap "" INT TERM; bash -c "trap \\"\\" INT TERM; echo ready; while :; do sleep 0.05; done" "$0" & wait; while :; do sleep 0.05; done',
    );
    const result = await runLeashed({
      ...stubborn,
      signal: abort.signal,
      onLine: () => {
        abort.abort();
      },
    });
    expect(result.signal).toBe('SIGKILL');
    expect(await leftOver(stubborn.word)).toEqual([]);
  });

  test('waits no longer when it is forced', async () => {
    const [abort, force] = [new AbortController(), new AbortController()];
    const patient = { ...script('trap "echo asked" INT; echo ready; while :; do sleep 0.05; done'), graceSeconds: 600 };
    const result = await runLeashed({
      ...patient,
      signal: abort.signal,
      force: force.signal,
      onLine: (line) => {
        if (line === 'ready') abort.abort();
        if (line === 'asked') force.abort();
      },
    });
    expect(result.signal).toBe('SIGTERM');
  });

  test('leaves nothing behind when the program that asked is killed by kill -9 (F27)', async () => {
    const command = script(
      `trap "echo x > ${folder}/saved; exit" INT; bash -c "sleep 600; :" "$0" & while :; do sleep 0.05; done`,
    );
    const program = host(command);
    await started(command.word, 2);
    program.kill('SIGKILL');
    expect(await leftOver(command.word)).toEqual([]);
    expect(existsSync(join(folder, 'saved'))).toBe(true);
  });

  test('lets a command that goes on writing save when nobody reads its output any more', async () => {
    const text = `trap "for i in 1 2 3 4 5; do echo line; sleep 0.1; done; echo end > ${folder}/written; exit" INT; while :; do echo tick; sleep 0.02; done`;
    const command = script(text);
    const program = host(command);
    await started(command.word, 1);
    program.kill('SIGKILL');
    expect(await leftOver(command.word)).toEqual([]);
    expect(readFileSync(join(folder, 'written'), 'utf8')).toBe('end\n');
  });

  test('interrupts what runs in a session of its own before the command that started it', async () => {
    const order = join(folder, 'order');
    const inner = `trap "sleep 0.3; echo inner >> ${order}; exit" INT; echo ready; while :; do sleep 0.05; done`;
    const outer = `
      require('node:child_process').spawn('bash', ['-c', ${JSON.stringify(inner)}], { detached: true, stdio: 'inherit' });
      setInterval(() => {}, 1000);
      process.on('SIGINT', () => { require('node:fs').appendFileSync(${JSON.stringify(order)}, 'outer\\n'); process.exit(); });`;
    const command = { ...script(''), command: process.execPath, parameters: ['-e', outer] };
    const abort = new AbortController();
    await runLeashed({
      ...command,
      graceSeconds: 20,
      signal: abort.signal,
      onLine: () => {
        abort.abort();
      },
    });
    expect(readFileSync(order, 'utf8')).toBe('inner\nouter\n');
  });

  test('ends what a finished command left running', async () => {
    const command = script('setsid bash -c "sleep 600; :" "$0" & bash -c "sleep 600; :" "$0" & echo done');
    expect((await runLeashed(command)).stdout).toBe('done\n');
    expect(processesWith(command.word)).toEqual([]);
  });

  test('fails when the leash itself is killed, and ends the command all the same', async () => {
    const command = script('echo $PPID; sleep 600; :');
    const running = runLeashed({
      ...command,
      onLine: (line) => {
        process.kill(Number(line), 'SIGKILL');
      },
    });
    await expect(running).rejects.toThrow(/^TB3020 bash: the process that watches the command was ended from outside/);
    expect(processesWith(command.word)).toEqual([]);
  });

  test.each([
    ['the program does not exist', { command: 'no-such-program' }, /^TB3003 no-such-program: .*ENOENT/],
    ['the folder does not exist', { workingDirectory: join(folder, 'missing') }, /^TB3003 bash: .*ENOENT/],
  ])('fails when %s', async (_, change, message) => {
    const running = runLeashed({ ...script('echo x'), ...change });
    await expect(running).rejects.toThrow(DiagnosticError);
    await expect(running).rejects.toThrow(message);
  });

  test('fails when it is aborted before it starts', async () => {
    const running = runLeashed({ ...script('echo x'), signal: AbortSignal.abort(new Error('stopped by hand')) });
    await expect(running).rejects.toThrow('stopped by hand');
  });
});
