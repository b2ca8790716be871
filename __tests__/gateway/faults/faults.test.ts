import { describe, expect, test } from '@jest/globals';
import { readFault, type Fault } from '../../../modules/gateway/faults/fault';
import { Faults, type FaultSubject } from '../../../modules/gateway/faults/faults';

const subject: FaultSubject = {
  service: 's3',
  operation: 'PutObject',
  bucket: 'corp-acme',
  key: 'reports/a',
  principals: ['arn:aws:sts::111122223333:assumed-role/app/one', 'arn:aws:iam::111122223333:role/app'],
};

function fault(body: object): Fault {
  const read = readFault({ kind: 'throttle', ...body });
  if ('errors' in read) throw new Error(read.errors.join('; '));
  return read;
}

function strikes(body: object, times: number): readonly boolean[] {
  const faults = new Faults();
  faults.add(fault(body));
  return Array.from({ length: times }, () => faults.strike(subject) !== undefined);
}

describe('faults', () => {
  test.each([
    [{}, true],
    [{ service: 's3', operation: 'PutObject', bucket: 'corp-acme', keyPrefix: 'reports/' }, true],
    [{ principal: 'arn:aws:iam::111122223333:role/app' }, true],
    [{ service: 'kms' }, false],
    [{ operation: 'GetObject' }, false],
    [{ bucket: 'corp' }, false],
    [{ keyPrefix: 'other/' }, false],
    [{ principal: 'arn:aws:iam::111122223333:role/other' }, false],
  ])('that match %j strike: %s', (match, expected) => {
    expect(strikes({ match }, 1)).toEqual([expected]);
  });

  test('let the first ones pass and strike only so often', () => {
    expect(strikes({ after: 2, times: 2 }, 6)).toEqual([false, false, true, true, false, false]);
  });

  test('strike the same requests under the same seed, and at their rate', () => {
    const once = strikes({ rate: 0.3, seed: 7 }, 2_000);
    expect(strikes({ rate: 0.3, seed: 7 }, 2_000)).toEqual(once);
    expect(strikes({ rate: 0.3, seed: 8 }, 2_000)).not.toEqual(once);
    const share = once.filter(Boolean).length / once.length;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
    expect(strikes({ rate: 0 }, 100)).not.toContain(true);
  });

  test('are counted, told in their order and removed one by one', () => {
    const faults = new Faults();
    const { id } = faults.add(fault({ times: 1 }));
    faults.add(fault({ kind: 'slow', match: { operation: 'GetObject' } }));
    faults.strike(subject);
    faults.strike(subject);
    expect(faults.list()).toEqual([
      expect.objectContaining({ id, kind: 'throttle', matched: 2, struck: 1 }),
      expect.objectContaining({ kind: 'slow', matched: 0, struck: 0 }),
    ]);
    expect([faults.remove(id), faults.remove(id), faults.any]).toEqual([true, false, true]);
    faults.clear();
    expect(faults.any).toBe(false);
  });
});

describe('a fault', () => {
  test('has defaults for all but its kind', () => {
    expect(readFault({ kind: 'hang' })).toEqual({
      match: {},
      kind: 'hang',
      when: 'before',
      rate: 1,
      seed: 1,
      after: 0,
      delayMs: 1000,
    });
    expect(readFault({ kind: 'truncated-body' })).toMatchObject({ when: 'after' });
  });

  test('fails when it is not what it has to be, and says everything', () => {
    expect(
      readFault({ kind: 'boom', match: { key: 'a', bucket: 1 }, rate: 2, after: -1, times: 0.5, when: 'later', x: 1 }),
    ).toEqual({
      errors: [
        expect.stringMatching(/^x is not known; there are match, kind/),
        expect.stringMatching(/^kind has to be one of throttle, /),
        expect.stringMatching(/^match.key is not known; there are service/),
        'match.bucket has to be a text',
        'when has to be before or after',
        'rate has to be a number from 0 to 1',
        'after has to be a whole number',
        'times has to be a whole number',
      ],
    });
    expect(readFault({ kind: 'reset-mid-body', when: 'before' })).toEqual({
      errors: ['reset-mid-body spoils an answer, so it cannot strike before there is one'],
    });
  });
});
