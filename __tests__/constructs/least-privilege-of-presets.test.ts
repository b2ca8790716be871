import { describe, expect, test } from '@jest/globals';
import { TenantKeyGrant } from '../../modules/constructs';
import {
  bucketContext,
  describeBucket,
  describeGrant,
  describeKey,
  describeRole,
  describeWorld,
  known,
  policyDocument,
  tenantKeyStatements,
  type GrantPreset,
  type World,
} from '../../modules/core';
import { compile, decideObjectRequest, type ObjectRequest } from '../../modules/evaluation';
import { worldWithoutOperation } from '../support/changed-world';
import { listAt } from '../support/json';
import { outcomeOf } from '../support/judged-requests';
import { synthesizeIn } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const bucketName = 'corp-acme';
const grantee = `arn:aws:iam::${accountId}:role/grantee`;
const [oldKey, newKey] = ['old', 'new'].map((id) => `arn:aws:kms:${deployment.region}:${accountId}:key/${id}`);

/** What a preset lets its grantee do, as the construct writes it. */
function operationsOf(preset: GrantPreset): readonly string[] {
  const stack = synthesizeIn((scope) => {
    const bucket = { bucketName, bucketKeyEnabled: true };
    const grant = { placement: deployment, tenantId: 'acme', keyArn: String(oldKey), granteeArn: grantee, preset };
    new TenantKeyGrant(scope, 'Grant', { ...grant, ...bucket });
  });
  return listAt(stack.only('aws_kms_grant').fields, 'operations').filter((one) => typeof one === 'string');
}

/** A bucket without a policy, two keys of the platform, and somebody with everything in S3 and a grant at each key. */
function worldFor(preset: GrantPreset): World {
  const document = known(policyDocument([{ Sid: 'Objects', Effect: 'Allow', Action: 's3:*', Resource: '*' }]));
  const policy = known(
    policyDocument(
      tenantKeyStatements({ placement: deployment, bucketName, granteeArns: [], grantedAccess: [], users: [] }),
    ),
  );
  const keys = [oldKey, newKey].map((arn) => describeKey({ arn: String(arn), policy }));
  return describeWorld({
    complete: true,
    principals: [describeRole({ arn: grantee, identityPolicies: known([{ name: 'objects', document }]) })],
    buckets: [describeBucket({ name: bucketName, accountId, region: deployment.region })],
    keys,
    grants: keys.map(({ arn }) =>
      describeGrant({
        id: arn,
        keyArn: arn,
        granteePrincipal: known(grantee),
        operations: known(operationsOf(preset)),
        constraints: known({ encryptionContextEquals: bucketContext('aws', bucketName) }),
      }),
    ),
  });
}

type Ask = Pick<ObjectRequest, 'operation' | 'headers' | 'stored' | 'upload'>;

const under = (keyArn: string | undefined) =>
  ({ kind: 'aws:kms', keyArn: keyArn ?? '', bucketKeyEnabled: true }) as const;
const asking = (keyId: string | undefined) => ({ algorithm: 'aws:kms', keyId: keyId ?? '', bucketKeyEnabled: true });
const upload = { headers: asking(oldKey), encryption: under(oldKey) };

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html */
const moves: readonly Ask[] = [
  { operation: 'UpdateObjectEncryption', stored: under(oldKey), headers: asking(newKey) },
  { operation: 'UpdateObjectEncryption', stored: under(newKey), headers: asking(oldKey) },
];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions */
const needs: readonly (readonly [GrantPreset, readonly Ask[], readonly string[]])[] = [
  [
    'reader',
    [
      { operation: 'GetObject', stored: under(oldKey) },
      { operation: 'GetObject', stored: under(newKey) },
    ],
    ['Decrypt'],
  ],
  [
    'writer',
    [
      { operation: 'PutObject', headers: asking(oldKey) },
      { operation: 'PutObject', headers: asking(newKey) },
      { operation: 'CompleteMultipartUpload', upload },
    ],
    ['Decrypt', 'GenerateDataKey'],
  ],
  ['reencryptor', moves, ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo']],
];

const refused = (world: World, asks: readonly Ask[]): readonly string[] =>
  asks
    .map((one) => {
      const context = { values: { 'aws:SecureTransport': 'true' }, unknown: [] };
      const request = { ...one, principal: grantee, bucket: bucketName, key: 'a/b', context };
      return outcomeOf(decideObjectRequest(compile(world), request));
    })
    .filter((outcome) => outcome !== 'allow');

describe.each(needs)('the preset %s', (preset, asks, operations) => {
  const world = worldFor(preset);

  test('is enough for what it is there for', () => {
    expect(refused(world, asks)).toEqual([]);
  });

  test('holds no operation that nothing needs', () => {
    expect(operationsOf(preset)).toEqual(operations);
    for (const grant of world.grants.values()) {
      for (const operation of operations) {
        const left = refused(worldWithoutOperation(world, grant, operation), asks);
        expect([operation, ...new Set(left)]).toEqual([operation, `nothing allows kms:${operation}`]);
      }
    }
  });
});

test('a reencryptor does not reach an object without a Bucket Key: its context is the ARN of the object', () => {
  const stored = { ...under(oldKey), bucketKeyEnabled: false };
  const world = worldFor('reencryptor');
  expect(
    refused(
      world,
      moves.map((one) => ({ ...one, stored })),
    ),
  ).toEqual(moves.map(() => 'nothing allows kms:Decrypt'));
});
