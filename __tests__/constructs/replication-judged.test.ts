import { describe, expect, test } from '@jest/globals';
import { replicationRoleStatements, policyDocument, type Replication } from '../../modules/core';
import {
  compileGrant,
  compilePolicy,
  decideLegs,
  parsePrincipal,
  type CompiledPolicy,
  type Decision,
  type Leg,
  type RequestContext,
} from '../../modules/evaluation';
import { objectAt, objectsAt, parseJson, textAt, type Json } from '../support/json';
import { farPlacement, replicaBucket, replicate, replicatorArn, sourceBucket } from '../support/replications';
import { SynthesizedStack } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const [algorithm, keyId] = [
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
] as const;
const bystander = `arn:aws:iam::${accountId}:role/tenants/bystander`;

/** The stack with an ARN for each key that it makes, in the region of its bucket. */
const stack = new SynthesizedStack(
  replicate().text.replaceAll(/\$\{aws_kms_key\.(Source|Replica)Key_\w+\.arn\}/g, (_, end) =>
    keyArnOf(end === 'Source' ? 'Source' : 'Replica'),
  ),
);

type End = 'Source' | 'Replica';

const bucketOf = { Source: sourceBucket, Replica: replicaBucket };
const regionOf = { Source: deployment.region, Replica: farPlacement.region };

function keyArnOf(end: End): string {
  return `arn:aws:kms:${end === 'Source' ? 'eu-west-1' : 'eu-central-1'}:${accountId}:key/${end.toLowerCase()}`;
}

function policyOf(type: string, end: End): CompiledPolicy {
  const found = stack.all(type).find(({ address }) => address.startsWith(`${type}.${end}`));
  return compilePolicy(`${end} ${type}`, 'resource', parseJson(textAt(found?.fields ?? {}, 'policy')));
}

function grantsOn(end: End): NonNullable<Leg['grants']> {
  const own = stack.all('aws_kms_grant').filter(({ fields }) => fields['key_id'] === keyArnOf(end));
  return own.map(({ address, fields }) =>
    compileGrant(address, {
      GrantId: address,
      GranteePrincipal: fields['grantee_principal'],
      Operations: fields['operations'],
      Constraints: {
        EncryptionContextEquals: objectAt(objectsAt(fields, 'constraints')[0] ?? {}, 'encryption_context_equals'),
      },
    }),
  );
}

interface Replicator {
  readonly arn: string;
  readonly policy: unknown;
  /** What the keys say. @default the policies and grants of the stack */
  readonly keys?: (end: End) => Pick<Leg, 'resourcePolicy' | 'grants'>;
}

const ours: Replicator = {
  arn: replicatorArn,
  policy: parseJson(textAt(stack.only('aws_iam_role_policy').fields, 'policy')),
};

interface Copy {
  /** Whether the original lies under a Bucket Key, as its replica then does. @default true */
  readonly bucketKey?: boolean;
  /** Encryption of the replica as the policy of its bucket sees it. @default the key of the replicas */
  readonly seen?: RequestContext;
}

const underOurKey: RequestContext = { [algorithm]: 'aws:kms', [keyId]: keyArnOf('Replica') };
const notSeen: RequestContext = { [algorithm]: null, [keyId]: null };

/** All that S3 asks for to copy one object as a role: read, decrypt, write, encrypt. */
function copy(replicator: Replicator, { bucketKey = true, seen = underOurKey }: Copy = {}): Decision {
  const principal = parsePrincipal(replicator.arn);
  if (principal === undefined) throw new Error(`no principal: ${replicator.arn}`);
  const s3 = (action: string, end: End, context: RequestContext): Leg => ({
    request: {
      action,
      resource: `arn:aws:s3:::${bucketOf[end]}/a/b`,
      resourceAccount: accountId,
      context: {
        'aws:SecureTransport': 'true',
        's3:authType': 'REST-HEADER',
        's3:x-amz-server-side-encryption-customer-algorithm': null,
        ...context,
      },
    },
    resourcePolicy: policyOf('aws_s3_bucket_policy', end),
  });
  const kms = (operation: string, end: End): Leg => ({
    request: {
      action: `kms:${operation}`,
      resource: keyArnOf(end),
      context: { 'kms:ViaService': `s3.${regionOf[end]}.amazonaws.com` },
    },
    encryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${bucketOf[end]}${bucketKey ? '' : '/a/b'}` },
    resourcePolicy: policyOf('aws_kms_key', end),
    grants: grantsOn(end),
    ...replicator.keys?.(end),
  });
  const { request, ...first } = s3('s3:GetObjectVersionForReplication', 'Source', notSeen);
  return decideLegs(
    {
      ...first,
      request: { ...request, principal },
      identityPolicies: [compilePolicy('role', 'identity', replicator.policy)],
    },
    [
      kms('Decrypt', 'Source'),
      s3('s3:ReplicateObject', 'Replica', seen),
      ...['GenerateDataKey', 'Encrypt', 'Decrypt'].map((operation) => kms(operation, 'Replica')),
    ],
  );
}

function deniedBy({ decision, reasons }: Decision): readonly Json[] {
  return [decision, ...reasons.filter((one) => one.effect === 'Deny').map((one) => one.statement)];
}

describe('a copy of an object under a Bucket Key', () => {
  test.each([
    ['is seen by the policy of the far bucket', underOurKey],
    ['is not seen by it', notSeen],
  ])('is made by the role when its encryption %s', (_, seen) => {
    expect(copy(ours, { seen }).decision).toBe('allow');
  });

  test('is made by nobody else, whatever its own policies allow', () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    expect(copy({ arn: bystander, policy }).decision).toBe('implicitDeny');
  });

  test('is refused under S3’s own encryption and under another key', () => {
    const other = keyArnOf('Replica').replace('replica', 'other');
    expect(deniedBy(copy(ours, { seen: { [algorithm]: 'AES256', [keyId]: null } }))).toContain('DenyOtherAlgorithms');
    expect(deniedBy(copy(ours, { seen: { ...underOurKey, [keyId]: other } }))).toContain('DenyOtherKeys');
  });

  test('is refused by KMS when the original is not under a Bucket Key: its context is the ARN of an object', () => {
    expect(copy(ours, { bucketKey: false }).decision).toBe('implicitDeny');
  });
});

/** The key of an account that leaves the say to its identity policies, as KMS makes them, and no grants. */
function delegated(): Pick<Leg, 'resourcePolicy' | 'grants'> {
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  };
  return { resourcePolicy: compilePolicy('key', 'resource', document), grants: [] };
}

/** A role whose policy is written for these contexts, with keys that rely on it. */
function boundTo(ends: { readonly [end in End]: readonly string[] }): Replicator {
  const replication: Replication = {
    source: { placement: deployment, bucketName: sourceBucket, keyArn: keyArnOf('Source'), contextArns: ends.Source },
    destination: {
      placement: farPlacement,
      bucketName: replicaBucket,
      keyArn: keyArnOf('Replica'),
      contextArns: ends.Replica,
    },
  };
  return { arn: replicatorArn, policy: policyDocument(replicationRoleStatements(replication)), keys: delegated };
}

describe('a role whose keys leave the say to its own policy', () => {
  const buckets = { Source: [`arn:aws:s3:::${sourceBucket}`], Replica: [`arn:aws:s3:::${replicaBucket}`] };
  const objects = { Source: [`arn:aws:s3:::${sourceBucket}/*`], Replica: [`arn:aws:s3:::${replicaBucket}/*`] };

  test('copies when it is bound to the ARNs of the buckets', () => {
    expect(copy(boundTo(buckets)).decision).toBe('allow');
  });

  test.each([
    ['at the source', { ...buckets, Source: objects.Source }],
    ['at the destination', { ...buckets, Replica: objects.Replica }],
  ])('fails when it is bound to ARNs of objects %s, as before the Bucket Key (F17)', (_, ends) => {
    expect(copy(boundTo(ends)).decision).toBe('implicitDeny');
  });

  test('copied with ARNs of objects before the Bucket Key was on, and does both when bound to both (F17)', () => {
    expect(copy(boundTo(objects), { bucketKey: false }).decision).toBe('allow');
    const both = { Source: [...buckets.Source, ...objects.Source], Replica: [...buckets.Replica, ...objects.Replica] };
    expect([true, false].map((bucketKey) => copy(boundTo(both), { bucketKey }).decision)).toEqual(['allow', 'allow']);
  });
});
