import { describe, expect, test } from '@jest/globals';
import {
  checkAdoption,
  keptRules,
  ownRule,
  type Adoption,
  type FoundState,
  type Placement,
  type Tenant,
} from '../../../modules/core';
import { adoption, foundState, legacyKeyArn } from '../../support/adoption';
import { acme, deployment } from '../../support/tenancy';

function complaints(
  changes: Partial<Adoption>,
  tenant: Partial<Tenant> = {},
  placement: Placement = deployment,
): readonly string[] {
  const adopting: Tenant = { ...acme, adopt: { ...adoption, ...changes }, ...tenant };
  return checkAdoption('p', placement, adopting).map((one) => `${one.code} ${one.message}; ${one.fix}`);
}

describe('checkAdoption', () => {
  test('finds nothing wrong with a bucket and key of the placement that were read', () => {
    expect(complaints({})).toEqual([]);
    expect(checkAdoption('p', deployment, acme)).toEqual([]);
  });

  test('has nothing to say of one that has retired', () => {
    const { found: _, ...unread } = adoption;
    expect(checkAdoption('p', deployment, { ...acme, state: 'retired', adopt: unread })).toEqual([]);
  });

  test('takes a name with dots, which nobody can change', () => {
    const bucket = { ...foundState.bucket, name: 'logs.example.com' };
    expect(complaints({ bucketName: 'logs.example.com', found: { ...foundState, bucket } })).toEqual([]);
  });

  test('fails when nobody has read what stands there', () => {
    const { found: _, ...unread } = adoption;
    expect(
      checkAdoption('p', deployment, { ...acme, adopt: unread }).map((one) => `${one.code} ${one.message}; ${one.fix}`),
    ).toEqual([
      'TB2183 what tenant acme takes over was never read; run tenant-buckets adopt acme and commit what it writes',
    ]);
  });

  test('fails when something else was read', () => {
    const bucket = { ...foundState.bucket, name: 'other' };
    expect(complaints({ found: { ...foundState, bucket } })).toEqual([
      `TB2183 what was read is bucket other and key ${legacyKeyArn}, and tenant acme takes over legacy and ${legacyKeyArn}; make entry and file agree: remove the file, then run tenant-buckets adopt acme and commit what it writes`,
    ]);
  });

  test('fails when the bucket is in another region', () => {
    const bucket = { ...foundState.bucket, region: 'us-east-1' };
    expect(complaints({ found: { ...foundState, bucket } })).toEqual([
      'TB2182 bucket legacy is in us-east-1, and placement main in eu-west-1; take it over in a placement in us-east-1',
    ]);
  });

  test.each([
    ['account', { accountId: '999999999999' }, '999999999999, eu-west-1, of partition aws'],
    ['region', { region: 'eu-west-2' }, '111122223333, eu-west-2, of partition aws'],
    ['partition', { partition: 'aws-cn' }, '111122223333, eu-west-1, of partition aws-cn'],
  ])('fails when the key is of another %s', (_, change, place) => {
    expect(complaints({}, {}, { ...deployment, ...change })).toContain(
      `TB2182 key ${legacyKeyArn} is not in account ${place}; take it over in a placement of account 111122223333, eu-west-1`,
    );
  });

  test.each(['alias/legacy', 'arn:aws:kms:eu-west-1:111122223333:alias/legacy', '1234abcd'])(
    'fails when the key is %s',
    (keyArn) => {
      expect(complaints({ keyArn })).toContain(
        `TB2107 key "${keyArn}" is no full key ARN; give the ARN of a key in eu-west-1: no alias, no bare id, and no key of another region`,
      );
    },
  );

  test.each(['Legacy', 'a', '${x}', 'a/b'])('fails when the bucket is called %s', (bucketName) => {
    expect(complaints({ bucketName })).toContain(
      `TB2001 bucket name "${bucketName}" is none that a bucket has; write the name of the bucket in adopt as it stands, 3 to 63 of a-z, 0-9, dots and hyphens`,
    );
  });

  test('fails when the key is the tenant’s own', () => {
    expect(complaints({}, { key: { owner: 'tenant', accountId: '444455556666' } })).toEqual([
      'TB2186 tenant acme adopts a bucket and has a key of its own; take adopt out and vend a new bucket, or let the platform own the key',
    ]);
  });

  test('fails when a rule has the id of ours, unless ours replaces it or it says the same', () => {
    const rule = { ID: 'clean-up', Status: 'Enabled' as const, Expiration: { Days: 1 } };
    const found = (state: FoundState) => ({ found: state });
    const clashing = { ...foundState, bucket: { ...foundState.bucket, lifecycleRules: [rule] } };
    expect(complaints(found(clashing))).toEqual([
      'TB2185 lifecycle rule "clean-up" of the bucket has the id of ours; take it out of the file of what was found, or write lifecycle: replace',
    ]);
    expect(complaints({ ...found(clashing), lifecycle: 'replace' })).toEqual([]);
    const same = { ...foundState, bucket: { ...foundState.bucket, lifecycleRules: [ownRule(acme.lifecycle)] } };
    expect(complaints(found(same))).toEqual([]);
  });
});

describe('keptRules', () => {
  test('are those of the bucket, or none', () => {
    expect(keptRules({ ...acme, adopt: adoption }).map((one) => one.ID)).toEqual(['logs', 'old']);
    expect(keptRules({ ...acme, adopt: { ...adoption, lifecycle: 'replace' } })).toEqual([]);
    expect(keptRules(acme)).toEqual([]);
  });
});
