import { describe, expect, test } from '@jest/globals';
import { isEmulatorRecord, rootCredentials } from '../../modules/emulator/record';

const record = {
  schemaVersion: 1,
  endpoint: 'http://127.0.0.1:4566',
  region: 'us-east-1',
  accessKeyId: '000000000000',
  secretAccessKey: 'test',
  accountId: '000000000000',
  pid: 1,
  upstreamPid: 2,
  logFile: 'emulator.log',
  startedAt: '2026-01-01T00:00:00.000Z',
};

describe('rootCredentials', () => {
  test('spells the account as the access key id', () => {
    expect(rootCredentials('111122223333')).toEqual({ accessKeyId: '111122223333', secretAccessKey: 'test' });
  });
});

describe('isEmulatorRecord', () => {
  test('knows a record', () => {
    expect(isEmulatorRecord(record)).toBe(true);
  });

  test.each(Object.keys(record))('refuses one whose %s has another type', (field) => {
    expect(isEmulatorRecord({ ...record, [field]: null })).toBe(false);
  });

  test.each([[{ ...record, schemaVersion: 2 }], [undefined], [null], ['text'], [[]]])('refuses %p', (value) => {
    expect(isEmulatorRecord(value)).toBe(false);
  });
});
