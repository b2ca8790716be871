import { describe, expect, test } from '@jest/globals';
import { TenantKey, type TenantKeyProps } from '../../modules/constructs';
import { synthesizeIn, unresolvedValues, type SynthesizedStack } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const readerArn = `arn:aws:iam::${accountId}:role/reader`;
const writerArn = `arn:aws:iam::${accountId}:role/writer`;
const root = { AWS: `arn:aws:iam::${accountId}:root` };
const outsideS3 = {
  Sid: 'DenyUseOutsideS3',
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
  Resource: '*',
  Condition: {
    StringNotEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
    Bool: { 'aws:PrincipalIsAWSService': 'false' },
  },
};

function synthesizeKey(props: Partial<TenantKeyProps> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    new TenantKey(stack, 'Key', {
      tenantId: 'acme',
      placement: deployment,
      bucketName: 'corp-acme',
      aliasName: 'alias/corp/acme',
      ...props,
    });
  });
}

describe('TenantKey', () => {
  test('is one symmetric key with one alias and nothing else', () => {
    const stack = synthesizeKey();
    expect(stack.counts).toEqual({ aws_kms_key: 1, aws_kms_alias: 1 });
    const key = stack.only('aws_kms_key');
    const { policy: _, ...fields } = key.fields;
    expect(fields).toEqual({
      description: 'Locks the objects of tenant acme',
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
      tags: {},
    });
    expect(stack.only('aws_kms_alias').fields).toEqual({
      name: 'alias/corp/acme',
      target_key_id: `\${${key.address}.key_id}`,
    });
  });

  test('passes rotation, deletion window and tags on', () => {
    const { fields } = synthesizeKey({ rotationDays: 90, deletionWindowDays: 7, tags: { costCenter: '4711' } }).only(
      'aws_kms_key',
    );
    expect(fields).toMatchObject({
      rotation_period_in_days: 90,
      deletion_window_in_days: 7,
      tags: { costCenter: '4711' },
    });
  });

  test('lets the account administer and nobody use it when nobody is named', () => {
    const [administration, ...rest] = synthesizeKey().statements('aws_kms_key');
    expect(administration).toMatchObject({
      Sid: 'AdministerWithoutUse',
      Effect: 'Allow',
      Principal: root,
      Resource: '*',
    });
    expect(rest).toEqual([outsideS3]);
  });

  test('gives the account no action that reads, writes or lets anybody read or write', () => {
    const [administration] = synthesizeKey().statements('aws_kms_key');
    const actions = administration?.['Action'];
    expect(actions).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:DescribeKey', 'kms:ScheduleKeyDeletion']));
    expect(JSON.stringify(actions)).not.toMatch(
      /\*|Decrypt|Encrypt|GenerateDataKey|GenerateMac|Sign|CreateGrant|Import/,
    );
  });

  test('lets the deployer alone give grants, bounded by grantee, operations and constraint', () => {
    const statements = synthesizeKey({
      granteeArns: [writerArn, readerArn],
      grantedAccess: ['writer', 'reader'],
    }).statements('aws_kms_key');
    expect(statements.map((one) => one['Sid'])).toEqual([
      'AdministerWithoutUse',
      'CreateGrantsBoundToTheBucket',
      'DenyUseOutsideS3',
    ]);
    expect(statements[1]).toEqual({
      Sid: 'CreateGrantsBoundToTheBucket',
      Effect: 'Allow',
      Principal: root,
      Action: 'kms:CreateGrant',
      Resource: '*',
      Condition: {
        ArnEquals: { 'aws:PrincipalArn': deployment.deployerArn },
        'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'GenerateDataKey'] },
        StringEquals: {
          'kms:GranteePrincipal': [readerArn, writerArn],
          'kms:GrantConstraintType': ['EncryptionContextEquals', 'EncryptionContextSubset'],
        },
      },
    });
  });

  test('lets the deployer give readers no grant to write', () => {
    const statements = synthesizeKey({ granteeArns: [readerArn], grantedAccess: ['reader'] }).statements('aws_kms_key');
    expect(statements[1]).toMatchObject({
      Condition: { 'ForAllValues:StringEquals': { 'kms:GrantOperations': 'Decrypt' } },
    });
  });

  test.each([
    ['access', { granteeArns: [readerArn], grantedAccess: [] }],
    ['grantees', { granteeArns: [], grantedAccess: ['reader' as const] }],
  ])('lets nobody give grants without %s', (_, props) => {
    expect(
      synthesizeKey(props)
        .statements('aws_kms_key')
        .map((one) => one['Sid']),
    ).toEqual(['AdministerWithoutUse', 'DenyUseOutsideS3']);
  });

  test('binds principals that it names to S3, their account and the bucket context', () => {
    const statements = synthesizeKey({
      users: [
        { arns: [writerArn], access: 'writer' },
        { arns: [readerArn], access: 'reader' },
        { arns: [`${readerArn}-2`], access: 'reader' },
      ],
    }).statements('aws_kms_key');
    const Condition = {
      StringEquals: {
        'kms:CallerAccount': accountId,
        'kms:ViaService': 's3.eu-west-1.amazonaws.com',
        'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::corp-acme',
      },
    };
    expect(statements.slice(1)).toEqual([
      {
        Sid: 'ReadThroughS3',
        Effect: 'Allow',
        Principal: { AWS: [readerArn, `${readerArn}-2`] },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition,
      },
      {
        Sid: 'WriteThroughS3',
        Effect: 'Allow',
        Principal: { AWS: writerArn },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition,
      },
      outsideS3,
    ]);
  });

  test('fails when days are out of the range that KMS takes, both at once', () => {
    expect(() => synthesizeKey({ rotationDays: 89, deletionWindowDays: 31 })).toThrow(
      'Validation failed with the following errors:\n' +
        '  [test/Key] TB2002 rotationDays is 89; give a whole number from 90 to 2560\n' +
        '  [test/Key] TB2002 deletionWindowDays is 31; give a whole number from 7 to 30',
    );
  });

  test('fails when its policy has more bytes than KMS takes', () => {
    const granteeArns = Array.from({ length: 1000 }, (_, index) => `arn:aws:iam::${accountId}:role/r${String(index)}`);
    expect(() => synthesizeKey({ granteeArns, grantedAccess: ['reader'] })).toThrow(
      /\[test\/Key\] TB2005 the key policy has \d+ bytes and AWS takes 32768; name fewer principals: let those who do the same assume one role/,
    );
  });

  test('takes days that are known only to terraform', () => {
    const stack = synthesizeIn((scope) => {
      new TenantKey(scope, 'Key', {
        tenantId: 'acme',
        placement: deployment,
        bucketName: 'corp-acme',
        aliasName: 'alias/corp/acme',
        rotationDays: unresolvedValues(scope).number,
      });
    });
    expect(stack.only('aws_kms_key').fields['rotation_period_in_days']).toBe('${var.Number}');
  });

  test('lets the deployer give grants for replication and re-encryption when it is told to', () => {
    const [, grants] = synthesizeKey({
      granteeArns: [readerArn],
      grantedAccess: ['replicator', 'reencryptor'],
    }).statements('aws_kms_key');
    expect(grants).toMatchObject({
      Condition: {
        'ForAllValues:StringEquals': {
          'kms:GrantOperations': ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'],
        },
      },
    });
  });

  test('takes the context of objects too for buckets from before the Bucket Key', () => {
    const users = [{ arns: [readerArn], access: 'reader' as const }];
    const [, user] = synthesizeKey({ users, context: 'both' }).statements('aws_kms_key');
    expect(user).toMatchObject({
      Condition: {
        StringLike: {
          'kms:EncryptionContext:aws:s3:arn': ['arn:aws:s3:::corp-acme', 'arn:aws:s3:::corp-acme/*'],
        },
      },
    });
  });

  test('waits for roles that its policy names', () => {
    const { fields } = synthesizeKey({ after: [{ fqn: 'aws_iam_role.first' }] }).only('aws_kms_key');
    expect(fields['depends_on']).toEqual(['aws_iam_role.first']);
  });
});

describe('TenantKey.fromArn', () => {
  const keyArn = `arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555`;

  test('makes nothing and is known by its ARN', () => {
    const stack = synthesizeIn((scope) => {
      const key = TenantKey.fromArn(scope, 'Key', { keyArn, placement: deployment });
      expect(key).toMatchObject({ keyArn, resources: [] });
    });
    expect(stack.counts).toEqual({});
  });

  test('fails when the ARN is no full key ARN', () => {
    expect(() =>
      synthesizeIn((scope) => {
        TenantKey.fromArn(scope, 'Key', { keyArn: 'alias/acme', placement: deployment });
      }),
    ).toThrow('[test/Key] TB2107 key "alias/acme" is no full key ARN; give the ARN of a key in eu-west-1');
  });

  test('takes an ARN that is known only to terraform', () => {
    const stack = synthesizeIn((scope) => {
      TenantKey.fromArn(scope, 'Key', { keyArn: unresolvedValues(scope).text, placement: deployment });
    });
    expect(stack.counts).toEqual({});
  });
});
