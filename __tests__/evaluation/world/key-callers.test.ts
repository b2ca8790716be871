import { describe, expect, test } from '@jest/globals';
import { bucketContext, describeKey, describeRole, describeWorld, known } from '../../../modules/core';
import { compile, decideKeyRequest, keyCallers } from '../../../modules/evaluation';
import { bucketNameOf, deployer, keyArnOf, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';

const world = tenantWorld(['a', 'b']);
const compiled = compile(world);
const key = world.keys.get(keyArnOf('a'));

function callers() {
  return key ? keyCallers(compiled)(key) : [];
}

describe('keyCallers', () => {
  test('finds whom a key policy, a grant or a delegation may let in, and nobody else', () => {
    const names = callers().map(({ principal }) => principal);
    expect(names).toEqual(expect.arrayContaining([deployer.arn, roleArnOf('a-reader'), roleArnOf('a-writer')]));
    expect(names).toContain('anyone else in 111122223333');
    expect(names).not.toContain(roleArnOf('b-reader'));
  });

  test('asks for a caller what S3 would ask for it', () => {
    const reader = callers().find(({ principal }) => principal === roleArnOf('a-reader'));
    const request = { action: 'kms:Decrypt', encryptionContext: bucketContext('aws', bucketNameOf('a')) };
    expect(reader?.ask({ ...request, viaS3: true }).verdict).toBe('allow');
    expect(reader?.ask(request)).toMatchObject({
      verdict: 'explicitDeny',
      reasons: [{ statement: 'DenyUseOutsideS3' }],
    });
  });

  test('finds who only encrypts, or only makes data keys', () => {
    const users = ['kms:Encrypt', 'kms:GenerateDataKey'].map((Action, index) => ({
      Effect: 'Allow',
      Principal: { AWS: roleArnOf(`user-${String(index)}`) },
      Action,
      Resource: '*',
    }));
    const used = describeKey({ arn: keyArnOf('used'), policy: known({ Statement: users }) });
    const names = keyCallers(compile(describeWorld({ keys: [used] })))(used).map(({ principal }) => principal);
    expect(names).toEqual([roleArnOf('user-0'), roleArnOf('user-1')]);
  });

  test('leaves out a name that is none of a principal', () => {
    const everybody = known({ Statement: { Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' } });
    const open = describeKey({ arn: keyArnOf('open'), policy: everybody });
    const strange = describeWorld({ principals: [describeRole({ arn: 'no principal' })], keys: [open] });
    const names = keyCallers(compile(strange))(open).map(({ principal }) => principal);
    expect(names).toContain('anonymous');
    expect(names).not.toContain('no principal');
  });

  test('decides a named principal the same way', () => {
    const encryptionContext = bucketContext('aws', bucketNameOf('a'));
    const decided =
      key &&
      decideKeyRequest(compiled, roleArnOf('a-writer'), {
        action: 'kms:GenerateDataKey',
        key,
        encryptionContext,
        viaS3: true,
      });
    expect(decided?.verdict).toBe('allow');
  });
});
