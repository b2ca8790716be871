import { describe, expect, test } from '@jest/globals';
import { Resolver } from '../../../modules/plan/stacks/resolver';
import { readStackDocument } from '../../../modules/plan/stacks/stack-document';
import { accountId, provider, region } from '../documents';

function resolverOf(document: object): Resolver {
  const { stack } = readStackDocument({ name: 'hand', document: { provider, ...document } });
  if (!stack) throw new Error('no stack');
  return new Resolver(stack);
}

const resolver = resolverOf({
  locals: {
    team: 'corp',
    twice: '${local.team}-${local.team}',
    port: 8080,
    list: ['a'],
    loop: '${local.pool}',
    pool: '${local.loop}',
  },
  resource: {
    aws_kms_key: { K: {} },
    aws_s3_bucket: { B: { bucket: '${local.team}-data' }, R: { bucket_prefix: 'x' } },
    aws_iam_role: { 'a-b': { name: 'app', path: '/tenants/' }, plain: { name: 'plain' } },
    aws_iam_policy: { P: { name: 'boundary' } },
    aws_kms_alias: { A: { name: 'alias/corp' } },
  },
  data: {
    aws_caller_identity: { me: {} },
    aws_partition: { p: {} },
    aws_region: { r: {} },
    aws_iam_role: { other: {} },
  },
});

const symbolic = `arn:aws:kms:${region}:${accountId}:key/hand.aws_kms_key.K`;

describe('the resolver', () => {
  test.each([
    ['plain', 'plain'],
    ['${aws_kms_key.K.arn}', symbolic],
    ['${aws_kms_key.K.key_id}', 'hand.aws_kms_key.K'],
    ['key: ${aws_kms_key.K.arn}!', `key: ${symbolic}!`],
    ['${aws_s3_bucket.B.arn}/*', 'arn:aws:s3:::corp-data/*'],
    ['${aws_s3_bucket.B.id}', 'corp-data'],
    ['${aws_s3_bucket.B.bucket}', 'corp-data'],
    ['${aws_iam_role.a-b.arn}', `arn:aws:iam::${accountId}:role/tenants/app`],
    ['${aws_iam_role.plain.arn}', `arn:aws:iam::${accountId}:role/plain`],
    ['${aws_iam_role.plain.id}', 'plain'],
    ['${aws_iam_policy.P.arn}', `arn:aws:iam::${accountId}:policy/boundary`],
    ['${aws_kms_alias.A.arn}', `arn:aws:kms:${region}:${accountId}:alias/corp`],
    ['${aws_kms_alias.A.name}', 'alias/corp'],
    ['${data.aws_caller_identity.me.account_id}', accountId],
    ['${data.aws_partition.p.partition}', 'aws'],
    ['${data.aws_region.r.name}', region],
    ['${local.twice}', 'corp-corp'],
    ['${local.port}', 8080],
    ['port ${local.port}', 'port 8080'],
    ['$${aws:PrincipalTag/team}', '${aws:PrincipalTag/team}'],
    [
      ['a', '${local.team}'],
      ['a', 'corp'],
    ],
    [{ key: '${local.team}' }, { key: 'corp' }],
    [true, true],
  ])('knows %j before terraform runs', (value, resolved) => {
    expect(resolver.value(value)).toEqual({ known: true, value: resolved });
  });

  test.each([
    ['${aws_s3_bucket.R.arn}', 'bucket is known only after apply'],
    ['${aws_s3_bucket.B.hosted_zone_id}', 'aws_s3_bucket.B.hosted_zone_id is known only after apply'],
    ['${aws_s3_bucket.GONE.arn}', 'only terraform knows aws_s3_bucket.GONE.arn'],
    ['${var.team}', 'only terraform knows var.team'],
    ['${jsonencode({})}', 'only terraform knows jsonencode({})'],
    ['${aws_s3_bucket.B[0].arn}', 'only terraform knows aws_s3_bucket.B[0].arn'],
    ['${data.aws_iam_role.other.arn}', 'data.aws_iam_role.other.arn is looked up only when terraform runs'],
    ['${aws_kms_key.constructor.arn}', 'only terraform knows aws_kms_key.constructor.arn'],
    ['${aws_kms_key.K.constructor}', 'aws_kms_key.K.constructor is known only after apply'],
    ['${local.loop}', 'local.loop refers to itself'],
    ['%{ if true }a%{ endif }', '%{ if true }a%{ endif } has directives that only terraform reads'],
    [['a', '${var.b}'], 'only terraform knows var.b'],
    [{ a: '${var.b}' }, 'only terraform knows var.b'],
    ['${local.list} as text', 'local.list is no text'],
  ])('says why %j is not known', (value, why) => {
    expect(resolver.value(value)).toEqual({ known: false, why });
  });
});

describe('the place of a resource', () => {
  const role = 'arn:aws:iam::444455556666:role/deployer';

  function placeWith(aws: unknown, fields: object = {}): unknown {
    const located = resolverOf({ provider: { aws }, resource: { aws_kms_key: { K: fields } } });
    const key = located.stack.resources.get('aws_kms_key.K');
    return key && located.placeOf(key);
  }

  test.each([
    ['one allowed account', { region, allowed_account_ids: [accountId] }, {}, 'aws', accountId, region],
    ['the role that is assumed', { region, assume_role: [{ role_arn: role }] }, {}, 'aws', '444455556666', region],
    ['a role in a block of its own', { region, assume_role: { role_arn: role } }, {}, 'aws', '444455556666', region],
    [
      'the partition of the region',
      { region: 'cn-north-1', allowed_account_ids: [accountId] },
      {},
      'aws-cn',
      accountId,
      'cn-north-1',
    ],
    [
      "the resource's own region",
      { region, allowed_account_ids: [accountId] },
      { region: 'us-east-1' },
      'aws',
      accountId,
      'us-east-1',
    ],
  ])('comes from %s', (_, aws, fields, partition, account, where) => {
    const value = { partition, accountId: account, region: where };
    expect(placeWith([aws], fields)).toEqual({ known: true, value });
  });

  test('is that of the aliased provider which the resource names', () => {
    const aliased = { alias: 'west', region: 'us-west-2', allowed_account_ids: ['444455556666'] };
    const value = { partition: 'aws', accountId: '444455556666', region: 'us-west-2' };
    expect(placeWith([{ region }, aliased], { provider: 'aws.west' })).toEqual({ known: true, value });
    expect(placeWith([{ region }, aliased], { provider: '${aws.west}' })).toEqual({ known: true, value });
  });

  test.each([
    [[], {}, 'there is no such provider block'],
    [[{ region }], { provider: 'aws.gone' }, 'there is no such provider block'],
    [[{ allowed_account_ids: [accountId] }], {}, 'the provider names no region'],
    [[{ region: '${var.region}', allowed_account_ids: [accountId] }], {}, 'the provider names no region'],
    [[{ region, allowed_account_ids: [accountId, '444455556666'] }], {}, expect.stringContaining('names no account')],
    [[{ region, allowed_account_ids: ['${var.account}'] }], {}, expect.stringContaining('names no account')],
  ])('is not known with %j', (aws, fields, why) => {
    expect(placeWith(aws, fields)).toEqual({ known: false, why });
  });
});
