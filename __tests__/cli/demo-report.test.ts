import { describe, expect, test } from '@jest/globals';
import { renderDemo } from '../../modules/cli/demo-report';

const keyArn = 'arn:aws:kms:us-east-1:000000000000:key/1';
const report = {
  tenants: [
    {
      tenantId: 'acme',
      facts: [{ what: 'bucket', value: 'example-local-acme' }],
      work: { objectKey: 'a', sizeBytes: 4, identical: true, keyArn, bucketKeyEnabled: true },
      attempts: [
        { who: 'writer', what: 'writes', allowed: true, because: `lies under ${keyArn}` },
        {
          who: 'stranger',
          what: 'reads',
          allowed: false,
          because: 'kms:Decrypt is not allowed: no policy names the caller',
        },
      ],
    },
  ],
  headline: {
    trace: [
      { name: 'without Bucket Key', calls: { GenerateDataKey: 50, Decrypt: 100 }, events: 150, usdPerMillion: 3 },
      { name: 'with Bucket Key', calls: { GenerateDataKey: 1, Decrypt: 1 }, events: 2, usdPerMillion: 0.04 },
    ],
    sweep: [
      { name: 'one role', requests: 48, kmsRequests: 4, savedShare: 44 / 48 },
      { name: 'four roles', requests: 48, kmsRequests: 49, savedShare: -1 / 48 },
    ],
    price: { usd: 0.03, requests: 10_000, region: 'us-east-1', asOf: '2026-10-03' },
  },
} as const;

describe('the report of the demo', () => {
  test('tells what stands, who was let do what and why, and what was metered', () => {
    expect(renderDemo(report, undefined)).toBe(
      [
        'tenant             acme',
        'bucket             example-local-acme',
        'object             a: 4 bytes written by one role, read by the other',
        'read back          identical',
        `encrypted under    ${keyArn}`,
        'with a bucket key  yes',
        '',
        'allowed  writer writes',
        `         lies under ${keyArn}`,
        'denied   stranger reads',
        '         kms:Decrypt is not allowed: no policy names the caller',
        '',
        '50 writes, 100 reads by one role  GenerateDataKey  Decrypt  events  USD*',
        'without Bucket Key                             50      100     150  3.00',
        'with Bucket Key                                 1        1       2  0.04',
        '* for a million such requests to S3: KMS asks 0.03 USD for 10000 requests (us-east-1, 2026-10-03)',
        '',
        'what it depends on  KMS for S3  saved',
        'one role            4 for 48    92 %',
        'four roles          49 for 48   -2 %',
        'between -2 % and 92 %: what is saved is what is used again, so the roles, the tenants and the time for which S3 ' +
          'keeps a key decide; AWS does not tell that time',
        '',
      ].join('\n'),
    );
  });

  test('stays left of the edge of a terminal of 80 columns (F54)', () => {
    const lines = renderDemo(report, 80).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines).toContain('         kms:Decrypt is not allowed: no policy names the caller');
  });
});
