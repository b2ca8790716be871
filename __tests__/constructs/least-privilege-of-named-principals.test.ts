import { describe, expect, test } from '@jest/globals';
import {
  describeAccount,
  describeRole,
  describeWorld,
  known,
  policyDocument,
  type Tenant,
  type World,
} from '../../modules/core';
import { compile, decideObjectRequest, type ObjectRequest } from '../../modules/evaluation';
import { withoutTheAction, onEverything, worldWithBucketStatement } from '../support/changed-statement';
import { actionsOf, statementsIn, worldWithoutOperation } from '../support/changed-world';
import { textAt } from '../support/json';
import { outcomeOf } from '../support/judged-requests';
import { synthesizedWorld } from '../support/synthesized-world';
import { accountId, acme, environmentOf } from '../support/tenancy';

const foreignAccount = '444455556666';
const writer = `arn:aws:iam::${foreignAccount}:role/team/importer`;
const reader = `arn:aws:iam::${foreignAccount}:role/team/analyst`;
const named = [
  { kind: 'existing', arn: writer, access: 'writer' },
  { kind: 'existing', arn: reader, access: 'reader' },
] as const;

/** What is synthesized for tenants whose principals are roles of another account, which lets them do everything. */
function worldOf(isolation: Tenant['isolation']): World {
  const all = known(policyDocument([{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }]));
  const tenants = ['tern', 'plover'].map((id) => ({ ...acme, id, isolation, principals: id === 'tern' ? named : [] }));
  const read = synthesizedWorld(environmentOf(...tenants)).world;
  return describeWorld({
    complete: true,
    accounts: [accountId, foreignAccount].map((id) => describeAccount({ id })),
    principals: [
      ...read.principals.values(),
      ...[writer, reader].map((arn) =>
        describeRole({ arn, identityPolicies: known([{ name: 'all', document: all }]) }),
      ),
    ],
    buckets: [...read.buckets.values()].map((one) => ({ ...one, blockedEncryptionTypes: known([]) })),
    keys: [...read.keys.values()],
    grants: [...read.grants.values()],
    tenants: [...read.tenants.values()],
  });
}

const worlds = { dedicated: worldOf('dedicated'), shared: worldOf('shared') };

type Ask = Omit<ObjectRequest, 'principal' | 'bucket' | 'context'>;

function asks(world: World): { readonly [arn: string]: readonly Ask[] } {
  const { keyArn, prefix = '' } = world.tenants.get('tern') ?? {};
  if (keyArn?.known !== true) throw new Error('the key is not known');
  const key = `${prefix}x`;
  const stored = { kind: 'aws:kms', keyArn: keyArn.value, bucketKeyEnabled: true } as const;
  const headers = { algorithm: 'aws:kms', keyId: keyArn.value };
  return {
    [writer]: [
      { operation: 'PutObject', key, headers },
      { operation: 'UploadPart', key, upload: { headers, encryption: stored } },
      { operation: 'AbortMultipartUpload', key },
      { operation: 'ListParts', key },
    ],
    [reader]: [
      { operation: 'GetObject', key, stored },
      { operation: 'GetObject', key, stored, versionId: 'v' },
      { operation: 'ListObjects' },
    ],
  };
}

function ask(world: World, principal: string, one: Ask): string {
  const { bucket = '', prefix } = world.tenants.get('tern') ?? {};
  const values = {
    'aws:SecureTransport': 'true',
    's3:authType': 'REST-HEADER',
    ...(prefix === undefined ? {} : { 's3:prefix': prefix }),
  };
  return outcomeOf(
    decideObjectRequest(compile(world), { ...one, principal, bucket, context: { values, unknown: [] } }),
  );
}

const refused = (world: World, principal: string): readonly string[] =>
  (asks(world)[principal] ?? []).filter((one) => ask(world, principal, one) !== 'allow').map((one) => one.operation);

const allowed = {
  [writer]: ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject'],
  [reader]: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
};
const operations = { [writer]: ['Decrypt', 'GenerateDataKey'], [reader]: ['Decrypt'] };

describe.each([
  ['dedicated', writer],
  ['dedicated', reader],
  ['shared', writer],
  ['shared', reader],
] as const)('in a %s bucket, %s of another account', (isolation, principal) => {
  const world = worlds[isolation];
  const { bucket = '' } = world.tenants.get('tern') ?? {};
  const letIn = statementsIn(world.buckets.get(bucket)?.policy).filter(
    (one) => one['Effect'] === 'Allow' && JSON.stringify(one['Principal']).includes(principal),
  );

  test('can do all that it is there for', () => {
    expect(refused(world, principal)).toEqual([]);
  });

  test('needs each action that the bucket lets it have', () => {
    const held = letIn.flatMap((one) => actionsOf(one).map((action) => [textAt(one, 'Sid'), action] as const));
    expect(held.map(([, action]) => action).sort()).toEqual(allowed[principal]);
    const idle = held.filter(([sid, action]) => {
      return refused(worldWithBucketStatement(world, bucket, sid, withoutTheAction(action)), principal).length === 0;
    });
    expect(idle).toEqual([]);
  });

  test('needs each operation of its grant', () => {
    const grants = [...world.grants.values()].filter(
      ({ granteePrincipal }) => granteePrincipal.known && granteePrincipal.value === principal,
    );
    expect(grants).toHaveLength(1);
    for (const grant of grants) {
      const held = grant.operations.known ? grant.operations.value : [];
      expect(held).toEqual(operations[principal]);
      for (const one of held) expect(refused(worldWithoutOperation(world, grant, one), principal)).not.toEqual([]);
    }
  });
});

test('a prefix of a shared bucket is all that its writer is let in to', () => {
  const { shared } = worlds;
  const { bucket = '' } = shared.tenants.get('tern') ?? {};
  const elsewhere = { operation: 'AbortMultipartUpload', key: 'no-prefix/x' } as const;
  const sid = statementsIn(shared.buckets.get(bucket)?.policy).find((one) => {
    return actionsOf(one).includes('s3:AbortMultipartUpload') && one['Effect'] === 'Allow';
  });
  const wide = worldWithBucketStatement(shared, bucket, textAt(sid ?? {}, 'Sid'), onEverything);
  expect(ask(shared, writer, elsewhere)).toBe('nothing allows s3:AbortMultipartUpload');
  expect(ask(wide, writer, elsewhere)).toBe('allow');
});
