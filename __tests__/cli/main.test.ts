import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { folderOfThisFile } from '../support/folder-of-this-file';
import { smallPlan } from '../support/small-plan';

const root = resolve(__dirname, '../..');
const program = [process.execPath, '--import', 'tsx', join(root, 'modules/cli/main.ts')]
  .map((one) => JSON.stringify(one))
  .join(' ');

/** Runs a script of bash in a folder with plan.json; `$program` is the command line. Returns what stands on standard output. */
function bash(script: string): string {
  const folder = folderOfThisFile('main');
  writeFileSync(join(folder, 'plan.json'), smallPlan());
  const whole = `cd ${JSON.stringify(folder)}; plan=$PWD/plan.json; cd ${JSON.stringify(root)}; ${script}`;
  return execFileSync('bash', ['-c', whole.replaceAll('$program', program)], { encoding: 'utf8' });
}

describe('the program', () => {
  test.each([
    ['a pipe that is still empty when it is read', '{ sleep 3; cat "$plan"; } | $program review -'],
    ['a file as standard input', '$program review - < "$plan"'],
    ['what bash makes of a command', '$program review <(cat "$plan")'],
  ])('reviews a plan from %s', (_, script) => {
    expect(bash(script)).toMatch(/^Nothing is lost and nobody gains access\.\n/);
  });

  test.each(['review', 'evaluate'])('ends %s by Ctrl-C while it waits for standard input', (command) => {
    const waiting = '$program COMMAND - <&3 2>/dev/null & pid=$!; sleep 3; kill -INT $pid; wait $pid; echo $?';
    const script = `mkfifo "$plan.fifo"; exec 3<>"$plan.fifo"; set -m; ${waiting.replace('COMMAND', command)}`;
    expect(bash(script)).toBe('130\n');
  });
});
