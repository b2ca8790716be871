import { describe, expect, test } from '@jest/globals';
import { diagnostic } from '../../modules/core';
import { parseSupervisorMessage } from '../../modules/emulator/supervisor-messages';

const failure = diagnostic('TB4003', { path: '127.0.0.1:1', message: 'port 1 is taken', fix: 'another' });
const event = { step: 'emulator', state: 'running', detail: 'pulling' };

describe('parseSupervisorMessage', () => {
  test.each([
    { kind: 'running' },
    { kind: 'stopped' },
    { kind: 'progress', event },
    { kind: 'failed', diagnostics: [failure] },
  ])('reads $kind', (message) => {
    expect(parseSupervisorMessage(structuredClone(message))).toEqual(message);
  });

  test('leaves out diagnostics of codes that nobody knows', () => {
    const message = { kind: 'failed', diagnostics: [{ ...failure, code: 'toString' }, failure, 1] };
    expect(parseSupervisorMessage(message)).toEqual({ kind: 'failed', diagnostics: [failure] });
  });

  test.each([undefined, 'running', { kind: 'other' }, { kind: 'failed' }, { kind: 'progress', event: { step: 1 } }])(
    'refuses %j',
    (message) => {
      expect(parseSupervisorMessage(message)).toBeUndefined();
    },
  );
});
