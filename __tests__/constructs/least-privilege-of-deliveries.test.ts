import { describe, expect, test } from '@jest/globals';
import { describeAccount, describeRole, describeWorld, known, policyDocument, type World } from '../../modules/core';
import { compile, decideObjectRequest, type ObjectRequest } from '../../modules/evaluation';
import {
  conditionsOf,
  onEverything,
  withoutTheAction,
  withoutTheCondition,
  worldWithBucketStatement,
  worldWithKeyStatement,
  type StatementChange,
} from '../support/changed-statement';
import { actionsOf, statementsIn } from '../support/changed-world';
import { reportedEnvironment } from '../support/foundations';
import { outcomeOf } from '../support/judged-requests';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, acme, deployment } from '../support/tenancy';

const foreignAccount = '999988887777';
const everything = known(policyDocument([{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }]));
const ownReader = `arn:aws:iam::${accountId}:role/auditor`;

const world = worldWithOwnReader();

function worldWithOwnReader(): World {
  const read = synthesizedWorld(reportedEnvironment([acme])).world;
  const reader = describeRole({ arn: ownReader, identityPolicies: known([{ name: 'all', document: everything }]) });
  return describeWorld({
    complete: true,
    accounts: [accountId, foreignAccount].map((id) => describeAccount({ id })),
    principals: [...read.principals.values(), reader],
    buckets: [...read.buckets.values()].map((one) => ({ ...one, blockedEncryptionTypes: known([]) })),
    keys: [...read.keys.values()],
    grants: [...read.grants.values()],
    tenants: [...read.tenants.values()],
  });
}

const reportsKey = [...world.keys.keys()].find((arn) => arn.includes('foundation')) ?? '';

type Source = { readonly [key: string]: string };

/** One service of S3 that delivers, as AWS describes it. */
interface Delivery {
  readonly statement: string;
  readonly service: string;
  readonly bucket: string;
  readonly key: string;
  readonly sourceArn: string;
  readonly foreignArn: string;
  readonly see: string;
}

const deliveries: readonly Delivery[] = [
  {
    statement: 'DeliverAccessLogs',
    service: 'logging.s3.amazonaws.com',
    bucket: 'corp-logs',
    key: 'access/1/eu-west-1/corp-acme/2026/11/24/x',
    sourceArn: 'arn:aws:s3:::corp-acme',
    foreignArn: 'arn:aws:s3:::other',
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html#grant-log-delivery-permissions-general',
  },
  {
    statement: 'DeliverInventory',
    service: 's3.amazonaws.com',
    bucket: 'corp-reports',
    key: 'inventory/corp-acme/encryption/x.csv.gz',
    sourceArn: 'arn:aws:s3:::corp-acme',
    foreignArn: 'arn:aws:s3:::other',
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy',
  },
  {
    statement: 'DeliverStorageLens',
    service: 'storage-lens.s3.amazonaws.com',
    bucket: 'corp-reports',
    key: `storage-lens/StorageLens/${accountId}/x`,
    sourceArn: `arn:aws:s3:${deployment.region}:${accountId}:storage-lens/all`,
    foreignArn: `arn:aws:s3:us-west-2:${accountId}:storage-lens/all`,
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage_lens_encrypt_permissions.html',
  },
];

function deliver(where: World, one: Delivery, source: Source = sourceOf(one), key: string = one.key): string {
  const values = { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER', ...source };
  const request: ObjectRequest = { operation: 'PutObject', principal: one.service, bucket: one.bucket, key };
  return outcomeOf(decideObjectRequest(compile(where), { ...request, context: { values, unknown: [] } }));
}

const sourceOf = ({ sourceArn }: Delivery): Source => ({ 'aws:SourceAccount': accountId, 'aws:SourceArn': sourceArn });

/** A source that differs in one of the keys. */
const strangeSource = (one: Delivery, key: string): Source => ({
  ...sourceOf(one),
  [key]: key === 'aws:SourceAccount' ? foreignAccount : one.foreignArn,
});

const onBucket = (one: Delivery, change: StatementChange): World =>
  worldWithBucketStatement(world, one.bucket, one.statement, change);
const onKey = (where: World, sid: string, change: StatementChange): World =>
  worldWithKeyStatement(where, reportsKey, sid, change);

describe.each(deliveries)('$service ($see)', (one) => {
  const ofBucket = statementsIn(world.buckets.get(one.bucket)?.policy).find(({ Sid }) => Sid === one.statement) ?? {};
  const ofKey = statementsIn(world.keys.get(reportsKey)?.policy).find(({ Sid }) => Sid === one.statement);
  const limits = [
    ['StringEquals', 'aws:SourceAccount'],
    ['ArnLike', 'aws:SourceArn'],
  ] as const;

  test('delivers with its one action in the bucket, and not without it', () => {
    expect(deliver(world, one)).toBe('allow');
    expect(actionsOf(ofBucket)).toEqual(['s3:PutObject']);
    expect(deliver(onBucket(one, withoutTheAction('s3:PutObject')), one)).toBe('nothing allows s3:PutObject');
  });

  test('delivers to its own place alone', () => {
    expect(deliver(world, one, sourceOf(one), 'elsewhere')).toBe('nothing allows s3:PutObject');
    expect(deliver(onBucket(one, onEverything), one, sourceOf(one), 'elsewhere')).toBe('allow');
  });

  test.each(limits)('delivers for us alone: %s %s keeps others out', (operator, key) => {
    expect(conditionsOf(ofBucket)).toEqual(limits.map((limit) => [...limit]));
    const strange = strangeSource(one, key);
    expect(deliver(world, one, strange)).toBe('nothing allows s3:PutObject');
    const wide = onBucket(one, withoutTheCondition(operator, key));
    const open = ofKey ? onKey(wide, one.statement, withoutTheCondition(operator, key)) : wide;
    expect(deliver(open, one, strange)).toBe('allow');
    expect(ofKey ? deliver(wide, one, strange) : 'no key').toBe(
      ofKey ? 'nothing allows kms:GenerateDataKey' : 'no key',
    );
  });

  test('uses the key of the reports for no more than it delivers', () => {
    const used = ofKey ? actionsOf(ofKey) : [];
    expect(used).toEqual(one.bucket === 'corp-reports' ? ['kms:Decrypt', 'kms:GenerateDataKey'] : []);
    for (const action of used) {
      expect(deliver(onKey(world, one.statement, withoutTheAction(action)), one)).toBe(`nothing allows ${action}`);
    }
  });
});

describe('whoever reads and writes reports through S3', () => {
  const sid = 'UseThroughS3AsTheAccountAllows';
  const stored = { kind: 'aws:kms', keyArn: reportsKey, bucketKeyEnabled: true } as const;
  const statement = statementsIn(world.keys.get(reportsKey)?.policy).find(({ Sid }) => Sid === sid) ?? {};

  function ask(where: World, request: Partial<ObjectRequest>): string {
    const values = { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER' };
    const whole = { operation: 'GetObject', principal: ownReader, bucket: 'corp-reports', key: 'inventory/x' } as const;
    return outcomeOf(decideObjectRequest(compile(where), { ...whole, ...request, context: { values, unknown: [] } }));
  }

  test('needs each action that the key lets the account give', () => {
    expect(actionsOf(statement)).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect([ask(world, { stored }), ask(world, { operation: 'PutObject' })]).toEqual(['allow', 'allow']);
    expect(ask(onKey(world, sid, withoutTheAction('kms:Decrypt')), { stored })).toBe('nothing allows kms:Decrypt');
    expect(ask(onKey(world, sid, withoutTheAction('kms:GenerateDataKey')), { operation: 'PutObject' })).toBe(
      'nothing allows kms:GenerateDataKey',
    );
  });

  test('does so for the bucket of the reports alone, as its own account', () => {
    const context = 'kms:EncryptionContext:aws:s3:arn';
    const asked = ['kms:CallerAccount', context, 'kms:ViaService'];
    expect(
      conditionsOf(statement)
        .map(([, key]) => key)
        .sort(),
    ).toEqual([...asked].sort());
    const ofObject = { stored: { ...stored, bucketKeyEnabled: false } };
    expect(ask(world, ofObject)).toBe('nothing allows kms:Decrypt');
    expect(ask(onKey(world, sid, withoutTheCondition('StringEquals', context)), ofObject)).toBe('allow');
  });
});
