import { describe, expect, test } from '@jest/globals';
import { howToLookUp } from '../../../tools/conformance/part-calls';
import { render } from '../../../tools/conformance/render';

const long = 'a question that goes on and on about what Amazon S3 does with the key of an object '.repeat(2).trim();
const happening = {
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  region: 'us-east-1',
  from: new Date('2026-01-01T00:00:30Z'),
  until: new Date('2026-01-01T00:01:00Z'),
};

describe('the report of the conformance script', () => {
  test('says how each question stands, and counts', () => {
    const text = render({
      findings: [
        { question: 'one', saw: 'a', ours: 'a' },
        { question: 'two', saw: 'b', ours: 'c' },
      ],
      notAsked: [{ question: 'three', ours: 'd', why: 'no second account' }],
      lookUps: [],
    });
    expect(text).toBe(
      [
        'same       one',
        '           saw a',
        'DIFFERS    two',
        '           saw b',
        '           ours is c',
        'not asked  three',
        '           no second account',
        '           ours is d',
        '1 the same, 1 different, 1 not asked, 0 to look up',
        '',
      ].join('\n'),
    );
  });

  test.each([true, false])('stays within 80 columns (at AWS: %s)', (atAws) => {
    const text = render({
      findings: [{ question: long, saw: long, ours: 'no' }],
      notAsked: [{ question: long, ours: long, why: long }],
      lookUps: [{ question: long, ours: long, ...howToLookUp({ ...happening, atAws }) }],
    });
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain(happening.keyArn);
  });

  test('tells how the event history of CloudTrail is asked for the calls of one key, with a minute around them', () => {
    const { commands } = howToLookUp({ ...happening, atAws: true });
    expect(commands).toEqual([
      `KEY=${happening.keyArn}`,
      'aws cloudtrail lookup-events --region us-east-1 \\',
      '  --lookup-attributes AttributeKey=ResourceName,AttributeValue=$KEY \\',
      '  --start-time 2025-12-31T23:59:30Z --end-time 2026-01-01T00:02:00Z \\',
      "  --query 'Events[].[EventTime,EventName]' --output text",
    ]);
  });
});
