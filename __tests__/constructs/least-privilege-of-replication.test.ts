import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  describeAccount,
  describeBucket,
  describeKey,
  describeWorld,
  known,
  policyDocument,
  type World,
} from '../../modules/core';
import {
  compile,
  decideBucketRequest,
  decideKeyRequest,
  decideRoleAssumption,
  type Verdict,
} from '../../modules/evaluation';
import { stackWorld } from '../../modules/plan';
import {
  conditionsOf,
  onEverything,
  ownPolicy,
  withoutTheAction,
  withoutTheCondition,
  worldWithRoleStatement,
} from '../support/changed-statement';
import { actionsOf, roleIn, statementsIn, worldWithoutOperation } from '../support/changed-world';
import { delegatingPolicy } from '../support/delegating-policy';
import { parseJson, textAt } from '../support/json';
import { replicaBucket, replicatorArn, sourceBucket, synthesizeReplication } from '../support/replications';
import { accountId, deployment } from '../support/tenancy';

const copying =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html#setting-repl-config-same-acctowner';
const encrypted = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html';
const bucketKeys = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html';

type Place = 'source' | 'original' | 'replica' | 'key of the originals' | 'key of the replicas';

/** One call that S3 makes as the role. */
interface Call {
  readonly statement: string;
  readonly action: string;
  readonly on: Place;
  readonly because: string;
  readonly see: string;
}

const calls: readonly Call[] = [
  ['ReadReplicationConfiguration', 's3:GetReplicationConfiguration', 'source', 'learns what to copy where', copying],
  ['ReadReplicationConfiguration', 's3:ListBucket', 'source', 'finds what to copy', copying],
  ['ReadOriginals', 's3:GetObjectVersionForReplication', 'original', 'reads an object, encrypted or not', copying],
  ['ReadOriginals', 's3:GetObjectVersionAcl', 'original', 'reads the ACL of an object', copying],
  ['ReadOriginals', 's3:GetObjectVersionTagging', 'original', 'reads the tags of an object', copying],
  ['WriteReplicas', 's3:ReplicateObject', 'replica', 'writes a replica', copying],
  ['WriteReplicas', 's3:ReplicateTags', 'replica', 'writes the tags of a replica', copying],
  ['WriteReplicas', 's3:ReplicateDelete', 'replica', 'copies a delete marker', copying],
  ['DecryptOriginals', 'kms:Decrypt', 'key of the originals', 'opens the key of an original', encrypted],
  ['EncryptReplicas', 'kms:Encrypt', 'key of the replicas', 'closes the key of a replica', encrypted],
  ['EncryptReplicas', 'kms:GenerateDataKey', 'key of the replicas', 'copies what is under no KMS key', encrypted],
  ['EncryptReplicas', 'kms:Decrypt', 'key of the replicas', 'checks the Bucket Key of the replicas', bucketKeys],
].map(([statement = '', action = '', on = '', because = '', see = '']) => ({
  statement,
  action,
  on: placeOf(on),
  because,
  see,
}));

function placeOf(text: string): Place {
  const places = ['source', 'original', 'replica', 'key of the originals', 'key of the replicas'] as const;
  const found = places.find((one) => one === text);
  if (found === undefined) throw new Error(`no place: ${text}`);
  return found;
}

const bystanding = 'corp-bystander';
const bystandingKey = `arn:aws:kms:${deployment.region}:${accountId}:key/bystander`;

/** What is synthesized, beside a bucket and a key that have nothing to do with it. */
const world: World = synthesized();

function synthesized(): World {
  const folder = mkdtempSync(join(tmpdir(), 'replication-'));
  try {
    synthesizeReplication(folder, 'replication', [deployment, { ...deployment, name: 'far', namePrefix: 'corp-far' }]);
    const document = parseJson(readFileSync(join(folder, 'stacks', 'replication', 'cdk.tf.json'), 'utf8'));
    const read = stackWorld([{ name: 'replication', document }]).world;
    const bystander = describeBucket({ name: bystanding, accountId, region: deployment.region });
    return describeWorld({
      complete: true,
      accounts: [describeAccount({ id: accountId })],
      principals: [...read.principals.values()],
      buckets: [...read.buckets.values(), bystander],
      keys: [...read.keys.values(), describeKey({ arn: bystandingKey, policy: delegatingPolicy })],
      grants: [...read.grants.values()],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same where the owners of the keys let the role in by its own policy, and no grant does. */
const letIn: World = {
  ...world,
  keys: new Map([...world.keys].map(([arn, key]) => [arn, { ...key, policy: delegatingPolicy }])),
  grants: new Map(),
};

function keyOf(where: World, on: Place): string {
  const wanted = on === 'key of the originals' ? 'SourceKey' : 'ReplicaKey';
  return [...where.keys.keys()].find((arn) => arn.includes(wanted)) ?? '';
}

/** In what a call differs from the one that S3 makes. */
interface Otherwise {
  readonly bucket?: string;
  readonly keyArn?: string;
  readonly contextArn?: string;
  /** @default true */
  readonly viaS3?: boolean;
}

function judge(where: World, call: Call, otherwise: Otherwise = {}): Verdict {
  const atSource = ['source', 'original', 'key of the originals'].includes(call.on);
  const bucket = otherwise.bucket ?? (atSource ? sourceBucket : replicaBucket);
  return call.action.startsWith('s3:')
    ? judgeBucket(where, call, bucket)
    : judgeKey(where, call, { contextArn: `arn:aws:s3:::${bucket}`, ...otherwise });
}

function judgeBucket(where: World, { action, on }: Call, bucket: string): Verdict {
  const encryption = {
    's3:x-amz-server-side-encryption': 'aws:kms',
    's3:x-amz-server-side-encryption-aws-kms-key-id': keyOf(where, on),
    's3:x-amz-server-side-encryption-customer-algorithm': null,
  };
  const context = { 'aws:SecureTransport': 'true', 's3:authType': 'REST-HEADER', ...encryption };
  const place = { bucket, ...(on === 'source' ? {} : { key: 'a/b' }) };
  return decideBucketRequest(compile(where), replicatorArn, { action, context, ...place }).verdict;
}

function judgeKey(where: World, { action, on }: Call, otherwise: Otherwise): Verdict {
  const { keyArn = keyOf(where, on), contextArn = '', viaS3 = true } = otherwise;
  const key = where.keys.get(keyArn);
  if (!key) throw new Error(`no ${on}`);
  const encryptionContext = { 'aws:s3:arn': contextArn };
  return decideKeyRequest(compile(where), replicatorArn, { action, key, viaS3, encryptionContext }).verdict;
}

const statements = statementsIn(ownPolicy(world, replicatorArn));
const nameOf = ({ statement, action }: Call): string => `${statement} ${action}`;

describe('the role of a replication', () => {
  test('may do what AWS’s pages say that S3 does, and nothing else', () => {
    const held = statements.flatMap((one) => actionsOf(one).map((action) => `${textAt(one, 'Sid')} ${action}`));
    expect(held.sort()).toEqual(calls.map(nameOf).sort());
  });

  test.each(calls)('needs $action in $statement: S3 $because ($see)', (call) => {
    const where = call.action.startsWith('kms:') ? letIn : world;
    expect(judge(where, call)).toBe('allow');
    const without = worldWithRoleStatement(where, replicatorArn, call.statement, withoutTheAction(call.action));
    expect(judge(without, call)).toBe('implicitDeny');
    const idle = calls.filter((one) => one !== call && one.action.startsWith(call.action.slice(0, 3)));
    expect(idle.filter((one) => judge(without, one) !== 'allow').map(nameOf)).toEqual([]);
  });

  test('has one grant at each key, of which it needs every operation', () => {
    const uses = calls.filter(({ action }) => action.startsWith('kms:'));
    const held = [...world.grants.values()].flatMap((grant) =>
      (grant.operations.known ? grant.operations.value : []).map((operation) => ({ grant, operation })),
    );
    expect(world.grants.size).toBe(2);
    expect(held.map(({ grant, operation }) => `${grant.keyArn} kms:${operation}`).sort()).toEqual(
      uses.map(({ on, action }) => `${keyOf(world, on)} ${action}`).sort(),
    );
    expect(uses.map((one) => judge(world, one))).toEqual(uses.map(() => 'allow'));
    for (const { grant, operation } of held) {
      const without = worldWithoutOperation(world, grant, operation);
      const refused = uses.filter((one) => judge(without, one) !== 'allow');
      expect(refused.map(({ on, action }) => `${keyOf(world, on)} ${action}`)).toEqual([
        `${grant.keyArn} kms:${operation}`,
      ]);
    }
  });

  test('cannot use a key for an object without a Bucket Key, by grant or by its own policy', () => {
    const uses = calls.filter(({ action }) => action.startsWith('kms:'));
    for (const one of uses) {
      const bucket = one.on === 'key of the originals' ? sourceBucket : replicaBucket;
      const contextArn = `arn:aws:s3:::${bucket}/a/b`;
      expect([world, letIn].map((where) => judge(where, one, { contextArn }))).toEqual([
        'implicitDeny',
        'implicitDeny',
      ]);
    }
  });
});

describe('every limit in the policy of the role', () => {
  const elsewhere: { readonly [limit: string]: Otherwise } = {
    'kms:ViaService': { viaS3: false },
    'kms:EncryptionContext:aws:s3:arn': { contextArn: `arn:aws:s3:::${bystanding}` },
  };
  const limits = statements.flatMap((one) =>
    conditionsOf(one).map(([operator, key]) => [textAt(one, 'Sid'), operator, key] as const),
  );

  test('is accounted for here', () => {
    const own = ['DecryptOriginals', 'EncryptReplicas'].flatMap((sid) => [
      [sid, 'StringEquals', 'kms:ViaService'],
      [sid, 'StringLike', 'kms:EncryptionContext:aws:s3:arn'],
    ]);
    expect(limits).toEqual(own);
  });

  test.each(limits)('%s: %s %s keeps something out', (sid, operator, key) => {
    const without = worldWithRoleStatement(letIn, replicatorArn, sid, withoutTheCondition(operator, key));
    for (const call of calls.filter(({ statement }) => statement === sid)) {
      expect(judge(letIn, call, elsewhere[key])).toBe('implicitDeny');
      expect(judge(without, call, elsewhere[key])).toBe('allow');
    }
  });

  test.each([...new Set(calls.map(({ statement }) => statement))])('%s is for its own bucket or key alone', (sid) => {
    const wide = worldWithRoleStatement(letIn, replicatorArn, sid, onEverything);
    for (const call of calls.filter(({ statement }) => statement === sid)) {
      const other = call.action.startsWith('kms:') ? { keyArn: bystandingKey } : { bucket: bystanding };
      expect(judge(letIn, call, other)).toBe('implicitDeny');
      expect(judge(wide, call, other)).toBe('allow');
    }
  });
});

describe('the trust policy of the role', () => {
  const assume = (where: World, principal: string): Verdict =>
    decideRoleAssumption(compile(where), principal, roleIn(where, replicatorArn), { action: 'sts:AssumeRole' }).verdict;

  test('lets S3 become it, and nobody else', () => {
    expect(assume(world, 's3.amazonaws.com')).toBe('allow');
    for (const one of ['logging.s3.amazonaws.com', 'batchoperations.s3.amazonaws.com', replicatorArn])
      expect(assume(world, one)).toBe('implicitDeny');
  });

  test('needs its one action', () => {
    const role = roleIn(world, replicatorArn);
    expect(statementsIn(role.trustPolicy).flatMap(actionsOf)).toEqual(['sts:AssumeRole']);
    const trustPolicy = known(policyDocument([]));
    const without = { ...world, principals: new Map(world.principals).set(replicatorArn, { ...role, trustPolicy }) };
    expect(assume(without, 's3.amazonaws.com')).not.toBe('allow');
  });
});
