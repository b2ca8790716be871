import { describe, expect, test } from '@jest/globals';
import { account, allow, ask, askKey, deny, key, root, session, user } from '../asking';

type Presence = 'present' | 'absent' | 'unknown';

/** What a policy sees of a key. */
function presence(name: string, request: object = {}, rest: object = {}): Presence {
  const condition = { Null: { [name]: 'false' } };
  const resourcePolicy = allow({ Principal: '*', Condition: condition });
  const { decision } = ask({ request, resourcePolicy, ...rest });
  return decision === 'allow' ? 'present' : decision === 'implicitDeny' ? 'absent' : 'unknown';
}

/** Whether a policy sees a key with a value. */
function equals(name: string, value: string, request: object = {}, rest: object = {}): string {
  return ask({
    request,
    resourcePolicy: allow({ Principal: '*', Condition: { StringEquals: { [name]: value } } }),
    ...rest,
  }).decision;
}

const federated = `arn:aws:sts::${account}:federated-user/fay`;

describe('a key that the request does not give', () => {
  test.each([
    'aws:CurrentTime',
    'aws:EpochTime',
    'aws:SecureTransport',
    'aws:SourceIp',
    'aws:RequestedRegion',
    'aws:UserAgent',
    'aws:ViaAWSService',
    'aws:userid',
    'aws:TokenIssueTime',
    's3:x-amz-server-side-encryption-bucket-key-enabled',
  ])('%s is unknown: AWS sends it, and only the request can tell it', (name) => {
    expect(presence(name)).toBe('unknown');
    expect(presence(name, { context: { [name]: 'a' } })).toBe('present');
    expect(presence(name, { context: { [name.toUpperCase()]: null } })).toBe('absent');
  });

  test.each([
    'aws:PrincipalTag/team',
    'aws:PrincipalOrgID',
    'aws:SourceVpce',
    'aws:SourceArn',
    'aws:username',
    'aws:PrincipalServiceName',
    's3:x-amz-server-side-encryption',
    's3:authType',
    'kms:ViaService',
    'kms:CallerAccount',
    'kms:EncryptionContext:aws:s3:arn',
    'x:anything',
  ])('%s is absent', (name) => {
    expect(presence(name)).toBe('absent');
    expect(presence(name, { unknownContext: [name] })).toBe('unknown');
  });

  test.each([
    ['aws:PrincipalArn', `arn:aws:iam::${account}:role/app`, {}],
    ['aws:PrincipalAccount', account, {}],
    ['aws:PrincipalType', 'AssumedRole', {}],
    ['aws:PrincipalType', 'User', { principal: user }],
    ['aws:PrincipalType', 'Account', { principal: root }],
    ['aws:PrincipalType', 'FederatedUser', { principal: federated }],
    ['aws:PrincipalType', 'Anonymous', { principal: 'anonymous' }],
    ['aws:PrincipalIsAWSService', 'false', {}],
    ['aws:PrincipalIsAWSService', 'true', { principal: 's3.amazonaws.com' }],
    ['aws:PrincipalServiceName', 's3.amazonaws.com', { principal: 's3.amazonaws.com' }],
    ['aws:username', 'ann', { principal: user }],
    ['aws:ResourceAccount', account, {}],
    ['s3:ResourceAccount', account, {}],
    ['s3:resourceaccount', '444455556666', { context: { 'S3:RESOURCEACCOUNT': '444455556666' } }],
    ['aws:PrincipalAccount', '444455556666', { context: { 'aws:PrincipalAccount': '444455556666' } }],
  ])('%s is derived: %s', (name, value, request) => {
    expect(equals(name, value, request)).toBe('allow');
  });

  test('aws:userid of the root user is its account', () => {
    const denies = deny({ Condition: { StringEquals: { 'aws:userid': account } } });
    expect(ask({ request: { principal: root }, identityPolicies: [denies] }).decision).toBe('explicitDeny');
  });

  test.each([
    'aws:PrincipalArn',
    'aws:PrincipalAccount',
    'aws:userid',
    'aws:TokenIssueTime',
    'aws:PrincipalIsAWSService',
  ])('%s is absent for anonymous callers', (name) => {
    expect(presence(name, { principal: 'anonymous' })).toBe('absent');
  });

  test('aws:PrincipalType of a service is unknown, and aws:TokenIssueTime of a user absent', () => {
    expect(presence('aws:PrincipalType', { principal: 's3.amazonaws.com' })).toBe('unknown');
    expect(presence('aws:TokenIssueTime', { principal: user })).toBe('absent');
  });

  test('aws:SourceIp is absent through a VPC endpoint', () => {
    expect(presence('aws:SourceIp', { context: { 'aws:SourceVpce': 'vpce-1' } })).toBe('absent');
  });

  test.each([{ 'aws:ViaAWSService': 'true' }, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' }])(
    'where the caller is stays unknown behind a service: %j',
    (context) => {
      expect(
        ['aws:SourceIp', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:VpcSourceIp'].map((name) =>
          presence(name, { context }),
        ),
      ).toEqual(Array.from({ length: 4 }, () => 'unknown'));
    },
  );

  test('a key given and called unknown is unknown', () => {
    expect(presence('x:key', { context: { 'x:key': 'a' }, unknownContext: ['x:key'] })).toBe('unknown');
  });

  test('the account of a resource that nobody tells is unknown', () => {
    const request = {
      action: 'sqs:SendMessage',
      resource: 'queue',
      resourceAccount: undefined,
      principal: 'anonymous',
    };
    expect(presence('aws:ResourceAccount', request)).toBe('unknown');
  });
});

describe('s3:ResourceAccount', () => {
  test('is there for requests to S3 alone', () => {
    expect(presence('s3:ResourceAccount', { action: 'sqs:SendMessage' })).toBe('absent');
  });
});

describe('keys of KMS', () => {
  const encryptionContext = { 'aws:s3:arn': 'arn:aws:s3:::b', Team: 'Blue' };

  function atKey(condition: object, request: object = {}): string {
    return askKey({ request, encryptionContext, resourcePolicy: allow({ Principal: '*', Condition: condition }) })
      .decision;
  }

  test('come from the request: caller, encryption context and its keys', () => {
    expect(atKey({ StringEquals: { 'kms:CallerAccount': account } })).toBe('allow');
    expect(atKey({ StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::b' } })).toBe('allow');
    expect(atKey({ StringEquals: { 'kms:encryptioncontext:TEAM': 'Blue' } })).toBe('allow');
    expect(atKey({ StringEquals: { 'kms:EncryptionContext:team': 'blue' } })).toBe('implicitDeny');
    expect(atKey({ 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['aws:s3:arn', 'Team'] } })).toBe(
      'allow',
    );
    expect(atKey({ 'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'other' } })).toBe('implicitDeny');
  });

  test('an encryption context in an Allow never matches DescribeKey', () => {
    const describeKey = { action: 'kms:DescribeKey' };
    expect(atKey({ StringEquals: { 'kms:EncryptionContext:Team': 'Blue' } }, describeKey)).toBe('implicitDeny');
    expect(atKey({ Null: { 'kms:EncryptionContextKeys': 'false' } }, describeKey)).toBe('implicitDeny');
  });

  test('a key without an encryption context has none of its keys', () => {
    const resourcePolicy = allow({ Principal: '*', Condition: { Null: { 'kms:EncryptionContextKeys': 'true' } } });
    expect(askKey({ resourcePolicy }).decision).toBe('allow');
  });

  test('the account of a key is the one in its ARN, whatever else is said', () => {
    const resourcePolicy = allow({ Principal: '*', Condition: { StringEquals: { 'aws:ResourceAccount': account } } });
    expect(askKey({ request: { resource: key, resourceAccount: '444455556666' }, resourcePolicy }).decision).toBe(
      'allow',
    );
    expect(
      askKey({ request: { resource: key, resourceAccount: undefined, principal: session }, resourcePolicy }).decision,
    ).toBe('allow');
  });
});
