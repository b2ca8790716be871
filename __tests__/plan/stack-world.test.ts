import { describe, expect, test } from '@jest/globals';
import { stackWorld } from '../../modules/plan';
import { accountId, oneStack, provider, region } from './documents';

const output = { acme: { value: { bucketName: '${aws_s3_bucket.B.bucket}', keyArn: '${aws_kms_key.K.arn}' } } };
const resource = { aws_kms_key: { K: {} }, aws_s3_bucket: { B: { bucket: 'corp-acme' } } };
const document = { provider, resource, output };

function keyArnIn(stack: string): string {
  return `arn:aws:kms:${region}:${accountId}:key/${stack}.aws_kms_key.K`;
}

describe('the world of stacks', () => {
  test('has the tenants of the outputs', () => {
    const { tenants, world } = stackWorld([{ name: 's', document }]);
    const keyArn = { known: true, value: keyArnIn('s') };
    expect(tenants).toEqual([{ id: 'acme', stack: 's', worldId: 'acme', bucket: 'corp-acme', keyArn }]);
    expect([...world.tenants.values()]).toEqual([{ id: 'acme', bucket: 'corp-acme', keyArn }]);
    expect(world.complete).toBe(false);
  });

  test('has the prefix of a tenant that shares a bucket', () => {
    const shared = { acme: { value: { ...output.acme.value, prefix: 'acme/' } } };
    const { world } = stackWorld([{ name: 's', document: { ...document, output: shared } }]);
    expect(world.tenants.get('acme')).toMatchObject({ bucket: 'corp-acme', prefix: 'acme/' });
  });

  test('tells tenants of one id in several stacks apart', () => {
    const other = { ...document, resource: { ...resource, aws_s3_bucket: { B: { bucket: 'corp-other' } } } };
    const { world } = stackWorld([
      { name: 'one', document },
      { name: 'two', document: other },
    ]);
    expect([...world.tenants.values()].map(({ id, bucket }) => [id, bucket])).toEqual([
      ['one/acme', 'corp-acme'],
      ['two/acme', 'corp-other'],
    ]);
    expect([...world.keys.keys()]).toEqual([keyArnIn('one'), keyArnIn('two')]);
  });

  test('passes outputs by that are no tenants, and says when a tenant’s key is not known', () => {
    const { tenants } = oneStack({
      output: {
        text: { value: 'x' },
        other: { value: { bucketName: 'b' } },
        nowhere: { value: { bucketName: '${var.b}', keyArn: 'k' } },
        acme: { value: { bucketName: 'b', keyArn: '${var.key}' } },
        odd: { value: { bucketName: 'b', keyArn: 7 } },
      },
    });
    expect(tenants.map(({ id, keyArn }) => [id, keyArn])).toEqual([
      ['acme', { known: false, why: 'only terraform knows var.key' }],
      ['odd', { known: false, why: 'the output keyArn is no text' }],
    ]);
  });

  test('has the place of each stack and the role that deploys it', () => {
    const deployer = `arn:aws:iam::${accountId}:role/deployer`;
    const aws = [
      { ...provider.aws[0], assume_role: [{ role_arn: deployer }] },
      { ...provider.aws[0], alias: 'second' },
    ];
    const place = { stack: 'hand', accountId, region, partition: 'aws' };
    expect(oneStack({ provider: { aws } }).places).toEqual([{ ...place, deployerArn: deployer }]);
    expect(oneStack({}).places).toEqual([place]);
  });

  test('describes its accounts without the policies of an organization', () => {
    expect(oneStack({ resource }).world.accounts.get(accountId)).toMatchObject({
      partition: 'aws',
      organization: { known: false },
      serviceControlPolicies: { known: true, value: [] },
      resourceControlPolicies: { known: true, value: [] },
      publicAccessBlock: { known: false },
    });
  });

  test.each([
    ['text', 's', 'the document is no JSON object'],
    [null, 's', 'the document is no JSON object'],
    [[], 's', 'the document is no JSON object'],
    [{ resource: 'x' }, 's: resource', 'a string stands where an object should'],
    [{ resource: { aws_kms_key: 7 } }, 's: resource.aws_kms_key', 'a number stands where an object should'],
    [{ resource: { aws_kms_key: { K: 'x' } } }, 's: resource.aws_kms_key.K', 'the resource is no object'],
    [{ resource: { aws_kms_key: { K: [{}, {}] } } }, 's: resource.aws_kms_key.K', 'the resource is no object'],
    [{ output: true }, 's: output', 'a boolean stands where an object should'],
  ])('fails when a document is malformed: %j', (malformed, path, message) => {
    const { diagnostics } = stackWorld([{ name: 's', document: malformed }]);
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'TB7001', path, message })]);
  });

  test('reads the forms that Terraform’s JSON allows: lists of bodies, and comments', () => {
    const listed = {
      '//': 'note',
      resource: [{ '//': 'x', aws_kms_key: { K: [{}] } }, { aws_s3_bucket: resource.aws_s3_bucket }],
    };
    const { world, diagnostics } = oneStack(listed);
    expect(diagnostics).toEqual([]);
    expect([world.keys.size, world.buckets.size]).toEqual([1, 1]);
  });

  test('never crashes on odd values', () => {
    const odd: readonly unknown[] = [
      null,
      7,
      true,
      'x',
      [],
      [[]],
      {},
      [null],
      { a: null },
      '${}',
      '${a..b}',
      '${local.}',
    ];
    for (const type of ['aws_s3_bucket', 'aws_s3_bucket_policy', 'aws_kms_key', 'aws_kms_grant', 'aws_iam_role']) {
      for (const value of odd) {
        const fields = {
          bucket: value,
          policy: value,
          key_id: value,
          name: value,
          path: value,
          tags: value,
          provider: value,
        };
        const blocks = { rule: value, constraints: value, inline_policy: value, dynamic: value, operations: value };
        const { world } = oneStack({
          locals: value,
          resource: { ...resource, [type]: { X: { ...fields, ...blocks } } },
        });
        expect(world.complete).toBe(false);
      }
    }
  });
});
