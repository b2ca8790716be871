import { describe, expect, test } from '@jest/globals';
import {
  checkLogTarget,
  checkReportElsewhere,
  filledFoundation,
  foundationStackName,
  logBucketName,
  noPins,
  reportedBucketArns,
  reportsBucketName,
} from '../../../modules/core';
import { checkFoundations } from '../../../modules/core/tenancy/foundation-checks';
import { withFoundation } from '../../support/foundations';
import { acme, deployment } from '../../support/tenancy';

describe('filledFoundation', () => {
  test('logs, lists every week and keeps both for 90 days', () => {
    expect(filledFoundation({})).toEqual({
      accessLogs: true,
      inventory: 'weekly',
      logDays: 90,
      reportDays: 90,
      nameSuffixes: { logs: 'logs', reports: 'reports' },
    });
  });

  test('keeps what is asked for', () => {
    expect(filledFoundation({ accessLogs: false, inventory: 'never', logDays: 1 })).toMatchObject({
      accessLogs: false,
      inventory: 'never',
      logDays: 1,
      reportDays: 90,
    });
  });
});

describe('the names of a foundation', () => {
  test('come from the placement', () => {
    expect(foundationStackName('prod', deployment)).toBe('prod-foundation-main');
    expect([logBucketName(deployment), reportsBucketName(deployment)]).toEqual(['corp-logs', 'corp-reports']);
  });

  test('end as they are asked to', () => {
    const placement = withFoundation({ nameSuffixes: { logs: 'a', reports: 'b' } });
    expect([logBucketName(placement), reportsBucketName(placement)]).toEqual(['corp-a', 'corp-b']);
  });
});

describe('reportedBucketArns', () => {
  const adopt = { bucketName: 'old-lake', keyArn: 'arn', policy: 'merge', lifecycle: 'merge' } as const;

  test('are one pattern, and the buckets that were taken over, in whichever order the tenants come', () => {
    const tenants = [
      { ...acme, adopt },
      { ...acme, id: 'globex', adopt: { ...adopt, bucketName: 'a-lake' } },
      { ...acme, id: 'initech' },
    ];
    const expected = ['arn:aws:s3:::a-lake', 'arn:aws:s3:::corp-*', 'arn:aws:s3:::old-lake'];
    expect(reportedBucketArns(deployment, tenants)).toEqual(expected);
    expect(reportedBucketArns(deployment, tenants.toReversed())).toEqual(expected);
  });
});

describe('checkFoundations', () => {
  const environment = { name: 'trial', placements: [withFoundation()], tenants: [acme], pins: noPins };

  test('takes a foundation whose buckets are nobody else’s, and no foundation', () => {
    expect(checkFoundations([environment])).toEqual([]);
    const named = { ...acme, id: 'logs' };
    expect(checkFoundations([{ ...environment, placements: [deployment], tenants: [named] }])).toEqual([]);
  });

  test('fails when its two buckets are one', () => {
    const placements = [withFoundation({ nameSuffixes: { logs: 'one', reports: 'one' } })];
    expect(checkFoundations([{ ...environment, placements }])).toMatchObject([
      { code: 'TB2190', message: 'bucket corp-one of the foundation is taken by the foundation of trial/main' },
    ]);
  });

  test('fails when a tenant of any environment has the bucket, also one that it brought', () => {
    const adopt = { bucketName: 'corp-logs', keyArn: 'arn', policy: 'merge', lifecycle: 'merge' } as const;
    const other = { name: 'other', placements: [deployment], tenants: [{ ...acme, adopt }], pins: noPins };
    expect(checkFoundations([environment, other])).toEqual([
      {
        code: 'TB2190',
        severity: 'error',
        path: 'trial/main',
        message: 'bucket corp-logs of the foundation is taken by tenant other/acme',
        fix: 'give the foundation other nameSuffixes',
      },
    ]);
  });

  test('a tenant of a pool has no bucket, and another partition has its own names', () => {
    const named = { ...acme, id: 'logs' };
    const china = { ...deployment, name: 'china', partition: 'aws-cn' };
    const tenants = [
      { ...named, isolation: 'shared' as const },
      { ...named, placement: 'china' },
    ];
    expect(checkFoundations([{ ...environment, placements: [withFoundation(), china], tenants }])).toEqual([]);
  });
});

describe('where S3 delivers', () => {
  test('access logs is a bucket under SSE-S3 (F24)', () => {
    expect(checkLogTarget('p', { bucketName: 'corp-logs', encryption: 'SSE-S3' })).toEqual([]);
    expect(checkLogTarget('p', { bucketName: 'corp-logs', encryption: 'SSE-KMS' })).toMatchObject([{ code: 'TB2191' }]);
  });

  test('anything is another bucket than the one that is reported on', () => {
    expect(checkReportElsewhere('p', 'corp-acme', 'corp-logs')).toEqual([]);
    expect(checkReportElsewhere('p', 'corp-acme', 'corp-acme')).toMatchObject([{ code: 'TB2192' }]);
  });
});
