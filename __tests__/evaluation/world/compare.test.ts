import { describe, expect, test } from '@jest/globals';
import {
  describeAccount,
  describeBucket,
  describeGrant,
  describeKey,
  describeRole,
  describeWorld,
  known,
  unknown,
  type DefaultEncryption,
  type World,
  type WorldParts,
} from '../../../modules/core';
import { compare, compile, type AccessChange, type AccessComparison } from '../../../modules/evaluation';
import { editedWorld, worldEdits } from '../../support/world-edits';
import { compareEverything } from '../../support/naive-compare';
import {
  bucketNameOf,
  keyArnOf,
  named,
  platformAccount,
  region,
  roleArnOf,
  tenantWorld,
} from '../../../tools/bench/tenant-worlds';

const base = tenantWorld(['a', 'b']);

function compareWorlds(before: World, after: World): AccessComparison {
  const compiled = compile(before);
  return compare(compiled, compile(after, compiled));
}

function edited(...names: readonly string[]): World {
  return editedWorld(names);
}

function told(changes: readonly AccessChange[]): readonly string[] {
  return changes.map(({ principal, resource, action }) => `${principal} ${action} ${resource}`);
}

describe('compare', () => {
  test.each(Object.keys(worldEdits))('agrees with deciding everything: %s', (name) => {
    const { gained, lost } = compareWorlds(base, edited(name));
    expect({ gained: told(gained), lost: told(lost) }).toEqual(compareEverything(base, edited(name)));
  });

  test('sees no key opened by a bucket that comes under it', () => {
    const bucket = describeBucket({ name: 'later', accountId: platformAccount, region });
    const use = {
      Effect: 'Allow',
      Principal: { AWS: roleArnOf('later') },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::later' } },
    } as const;
    const arn = keyArnOf('later');
    const world = (encryption: DefaultEncryption) =>
      describeWorld({
        accounts: [...base.accounts.values()],
        buckets: [{ ...bucket, encryption: known(encryption) }],
        keys: [describeKey({ arn, policy: known({ Version: '2012-10-17', Statement: [use] }) })],
        principals: [describeRole({ arn: roleArnOf('later'), identityPolicies: known([]) })],
      });
    const locked = world({ algorithm: 'aws:kms', keyId: known(arn), bucketKeyEnabled: known(true) });
    const open = world({ algorithm: 'AES256' });
    expect(told(compareWorlds(open, locked).gained)).toEqual([]);
    expect(told(compareWorlds(locked, open).lost)).toEqual([]);
  });

  test('names tenant, kind of access and the reasons of both sides', () => {
    const { lost } = compareWorlds(base, edited('grant is gone'));
    expect(told(lost)).toEqual([
      `${roleArnOf('a-reader')} kms:Decrypt ${keyArnOf('a')}`,
      `${roleArnOf('a-reader')} s3:GetObject arn:aws:s3:::corp-a/*`,
      `${roleArnOf('a-reader')} s3:GetObjectVersion arn:aws:s3:::corp-a/*`,
    ]);
    expect(lost[0]).toMatchObject({
      tenant: 'a',
      kind: 'decrypt',
      before: { verdict: 'allow', reasons: [{ policy: 'grants[a-reader]' }] },
      after: { verdict: 'deny' },
    });
  });

  test.each(['kms:EnableKey', 'kms:CancelKeyDeletion', 's3:PutBucketVersioning', 'kms:DisableKey'])(
    'sees who may do %s alone, for that undoes what a tenant took back or kept',
    (Action) => {
      const arn = roleArnOf('a-helper');
      const helper = (Resource: string, action: string) =>
        describeRole({
          arn,
          identityPolicies: known([
            { name: 'own', document: known({ Statement: [{ Effect: 'Allow', Action: action, Resource }] }) },
          ]),
        });
      const world = (action: string): World => ({
        ...edited('key delegates to its account'),
        principals: new Map([...base.principals, [arn, helper('*', action)]]),
      });
      const { gained } = compareWorlds(world('kms:DescribeKey'), world(Action));
      const own = gained.filter(({ principal, tenant }) => principal === arn && tenant === 'a');
      expect(own.map(({ action, kind }) => [action, kind])).toEqual([[Action, 'administer']]);
    },
  );

  test('tells a prefix from its neighbour', () => {
    const { gained } = compareWorlds(
      edited('guest may read'),
      edited('guest may read', 'bucket lets in a guest under a prefix'),
    );
    const deleted = gained.filter(
      ({ principal, action }) => principal.includes('guest') && action === 's3:DeleteObject',
    );
    expect(deleted.map(({ resource }) => resource)).toEqual([
      'arn:aws:s3:::corp-a/in-neighbour/*',
      'arn:aws:s3:::corp-a/inobject',
    ]);
  });

  test('asks about an outsider of each account and about nobody by name', () => {
    const { gained } = compareWorlds(base, edited('bucket lets in everyone', 'bucket falls back to SSE-S3'));
    expect(new Set(gained.map(({ principal }) => principal))).toContain('anonymous');
    const { gained: ofAccount } = compareWorlds(base, edited('key delegates to its account'));
    expect(told(ofAccount)).toContain(`anyone else in ${platformAccount} kms:Decrypt ${keyArnOf('a')}`);
  });

  test('takes a thing or a principal that one world lacks for denied there', () => {
    const { lost } = compareWorlds(base, edited('tenant is gone', 'role is gone'));
    expect(lost.find(({ resource }) => resource === keyArnOf('b'))?.after.reasons).toMatchObject([
      { why: 'it is not there' },
    ]);
    expect(lost.find(({ principal }) => principal === roleArnOf('a-writer'))?.after.verdict).toBe('deny');
  });
});

describe('compare over what is not known', () => {
  const [bucket, key, reader] = [
    base.buckets.get(bucketNameOf('a')),
    base.keys.get(keyArnOf('a')),
    roleArnOf('a-reader'),
  ];
  const later = unknown('not applied yet');

  function withBucket(parts: object): World {
    return bucket ? { ...base, buckets: new Map([...base.buckets, [bucket.name, { ...bucket, ...parts }]]) } : base;
  }

  function withKey(parts: object): World {
    return key ? { ...base, keys: new Map([...base.keys, [key.arn, { ...key, ...parts }]]) } : base;
  }

  test('says once for a resource that its policy may let in anybody', () => {
    const { unknown: doubtful } = compareWorlds(base, withBucket({ policy: later }));
    const everybody = doubtful.filter(({ principal }) => principal === '*');
    expect(everybody.map(({ kind, before, after }) => [kind, before.verdict, after.verdict])).toEqual(
      ['read', 'write', 'administer'].map((kind) => [kind, 'deny', 'unknown']),
    );
    expect(told(doubtful)).toContain(`${reader} s3:GetObject arn:aws:s3:::corp-a/*`);
    expect(told(compareWorlds(base, withKey({ policy: later })).unknown)).toContain(`* * ${keyArnOf('a')}`);
  });

  test('says once for a principal that its policies may give it anything', () => {
    const roleLater = (identityPolicies: ReturnType<typeof describeRole>['identityPolicies']): World => ({
      ...base,
      principals: new Map([...base.principals, [reader, describeRole({ arn: reader, identityPolicies })]]),
    });
    expect(told(compareWorlds(base, roleLater(later)).unknown)).toContain(`${reader} * *`);
    const oneLater = roleLater(known([{ name: 'later', document: later }]));
    expect(told(compareWorlds(base, oneLater).unknown)).toContain(`${reader} * *`);
  });

  test('reports what is unknown on both sides only if something about it changed', () => {
    const [one, other] = [withKey({ policy: later }), withKey({ policy: unknown('of another change') })];
    expect(compareWorlds(one, structuredClone(one)).unknown).toEqual([]);
    expect(told(compareWorlds(one, other).unknown)).toContain(`${roleArnOf('a-reader')} kms:Decrypt ${keyArnOf('a')}`);
  });

  test('asks nothing again about a bucket whose tenant’s key is not known', () => {
    const tenants = new Map([...base.tenants, ['a', { id: 'a', bucket: bucketNameOf('a'), keyArn: later }]]);
    const world: World = { ...base, tenants };
    const { gained, lost, unknown: doubtful } = compareWorlds(world, { ...world, grants: new Map(world.grants) });
    expect([gained, lost, doubtful]).toEqual([[], [], []]);
  });

  test('knows neither a key’s state nor its tenant’s key before they are made', () => {
    expect(told(compareWorlds(base, withKey({ state: later })).unknown)).toContain(
      `${reader} kms:Decrypt ${keyArnOf('a')}`,
    );
    const tenants = new Map([...base.tenants, ['a', { id: 'a', bucket: bucketNameOf('a'), keyArn: later }]]);
    expect(told(compareWorlds(base, { ...base, tenants }).unknown)).toContain(
      `${reader} s3:GetObject arn:aws:s3:::corp-a/*`,
    );
  });

  test('follows default encryption that is not known, or known by its symbol alone', () => {
    const kms = { algorithm: 'aws:kms', bucketKeyEnabled: known(true) };
    const by = (encryption: object): readonly string[] => {
      const world = withBucket({ encryption });
      const grown: World = { ...world, tenants: new Map(), grants: withoutGrant(world) };
      return told(compareWorlds({ ...withBucket({ encryption }), tenants: new Map() }, grown).lost);
    };
    const withoutGrant = (world: World) => new Map([...world.grants].filter(([id]) => id !== 'a-reader'));
    const read = `${reader} s3:GetObject arn:aws:s3:::corp-a/*`;
    expect(by(known({ ...kms, keyId: unknown('later', keyArnOf('a')) }))).toContain(read);
    expect(by(known({ ...kms, keyId: known(keyArnOf('a')) }))).toContain(read);
    expect(by(known({ ...kms, keyId: known('alias/a') }))).not.toContain(read);
    expect(by(known({ ...kms, keyId: later }))).not.toContain(read);
    expect(by(later)).not.toContain(read);
  });

  test('says that a grant’s grantee, operations and visibility may let in anybody or nobody', () => {
    const grant = describeGrant({ id: 'later', keyArn: keyArnOf('a'), granteePrincipal: later, operations: later });
    const after: World = { ...base, grants: new Map([...base.grants, [grant.id, grant]]) };
    expect(told(compareWorlds(base, after).unknown)).toContain(`* * ${keyArnOf('a')}`);
  });

  test('asks everything again when one world is complete and the other is not', () => {
    const { gained, lost } = compareWorlds(base, { ...base, complete: false });
    expect([gained, lost]).toEqual([[], []]);
  });

  test('follows a change of the account whose key a bucket uses', () => {
    const keyArn = `arn:aws:kms:${region}:777788889999:key/theirs`;
    const policy = known({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: reader }, Action: 'kms:*', Resource: '*' },
    });
    const [owner, theirs] = [describeAccount({ id: '777788889999' }), describeKey({ arn: keyArn, policy })];
    const mayUse = named('key', [{ Sid: 'Key', Effect: 'Allow', Action: ['s3:GetObject', 'kms:*'], Resource: '*' }]);
    const more: WorldParts = {
      keys: [theirs],
      principals: [describeRole({ arn: reader, identityPolicies: known([mayUse]) })],
      tenants: [{ id: 'a', bucket: bucketNameOf('a'), keyArn: known(keyArn) }],
    };
    const noUse = named('NoUse', [{ Sid: 'NoUse', Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }]);
    const guarded = { ...owner, resourceControlPolicies: known([{ name: 'r-root', policies: [noUse] }]) };
    const { lost } = compareWorlds(
      tenantWorld(['a'], { ...more, accounts: [owner] }),
      tenantWorld(['a'], { ...more, accounts: [guarded] }),
    );
    expect(told(lost)).toContain(`${reader} s3:GetObject arn:aws:s3:::corp-a/*`);
  });
});
