import { describe, expect, test } from '@jest/globals';
import { parseSupervisorArguments } from '../../modules/emulator/supervisor-request';

const request = { name: 'default', detach: true, options: { root: '.' } };

describe('parseSupervisorArguments', () => {
  test('reads what up writes', () => {
    expect(parseSupervisorArguments(['an-id', JSON.stringify(request)])).toEqual({ instanceId: 'an-id', request });
  });

  test.each([[], ['an-id'], ['an-id', '{}'], ['an-id', '{"name":"a","detach":true,"options":{}}'], ['an-id', 'null']])(
    'refuses %j %j',
    (...args) => {
      expect(parseSupervisorArguments(args)).toBeUndefined();
    },
  );
});
