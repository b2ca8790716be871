import { describe, expect, test } from '@jest/globals';
import { progressListener } from '../../modules/cli/progress';
import type { ProgressEvent } from '../../modules/core';

function told(events: readonly (readonly [number, ProgressEvent])[], columns?: number, quiet = false): string {
  let text = '';
  let time = 0;
  const listener = progressListener({
    sink: { write: (more) => (text += more), columns },
    now: () => time,
    quiet,
  });
  for (const [seconds, event] of events) {
    time = seconds * 1000;
    listener(event);
  }
  return text;
}

const events: readonly (readonly [number, ProgressEvent])[] = [
  [0, { step: 'deploy', state: 'started' }],
  [5, { step: 'deploy', state: 'running', detail: 'creating a' }],
  [31, { step: 'deploy', state: 'running', detail: 'creating b' }],
  [50, { step: 'deploy', state: 'running', detail: 'creating c' }],
  [62, { step: 'deploy', state: 'done', detail: '15 resources' }],
];

describe('progress', () => {
  test('in a log: one line when a step starts and ends, and one every 30 seconds between', () => {
    expect(told(events)).toBe('.. deploy\n.. deploy (31 s): creating b\nok deploy (62 s): 15 resources\n');
  });

  test('on a terminal: one line painted over until the step ends', () => {
    expect(told(events, 80).split('\r\u001b[2K')).toEqual([
      '',
      '.. deploy',
      '.. deploy (5 s): creating a',
      '.. deploy (31 s): creating b',
      '.. deploy (50 s): creating c',
      'ok deploy (62 s): 15 resources\n',
    ]);
  });

  test('never wraps on a narrow terminal', () => {
    const text = told([[0, { step: 'x'.repeat(100), state: 'started' }]], 40);
    expect(text.replace('\r\u001b[2K', '')).toHaveLength(39);
  });

  test('keeps whole what a step ended with, which nothing is painted over', () => {
    const detail = `http://127.0.0.1:40179/${'x'.repeat(40)}`;
    expect(told([[0, { step: 'emulator', state: 'done', detail }]], 40)).toContain(`: ${detail}\n`);
  });

  test('says nothing when quiet', () => {
    expect(told(events, 80, true)).toBe('');
  });

  test('takes colours and line ends out of what a child process said', () => {
    const detail = '\u001b[31mred\u001b[0m\r\nnext\u202e';
    expect(told([[0, { step: 's', state: 'failed', detail }]])).toBe('!! s (0 s): red next\n');
  });
});
