import { describe, expect, test } from '@jest/globals';
import { Interruption } from '../../modules/cli/io';
import { note } from '../../modules/cli/note';
import { runCommandLine } from '../support/command-line';

describe('a note for people', () => {
  test.each([
    [undefined, 'one two three\n'],
    [10, 'one two\n  three\n'],
  ])('on a terminal of %s columns is broken between words', (errColumns, expected) => {
    let text = '';
    note({ err: (more) => (text += more), errColumns }, 'one two three');
    expect(text).toBe(expected);
  });

  test('stays left of the edge when a command is interrupted (F54)', async () => {
    const signal = AbortSignal.abort(new Interruption(130));
    const { stderr } = await runCommandLine(['emulator', 'up'], { signal, errColumns: 40 });
    expect(stderr).toMatch(/\ninterrupted: everything that was started\n {2}has been ended\n$/);
  });
});
