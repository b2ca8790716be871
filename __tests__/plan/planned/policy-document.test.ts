import { describe, expect, test } from '@jest/globals';
import { accountId, constant, factsOf, references, region, template, type PlannedPart } from '../plan-documents';

const symbol = `arn:aws:kms:${region}:${accountId}:key/aws_kms_key.K`;
const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const role = (name: string): PlannedPart => ({
  type: 'aws_iam_role',
  name,
  after: { name },
  unknown: { arn: true },
  written: { name: constant(name) },
});
const key: PlannedPart = { type: 'aws_kms_key', name: 'K', after: {}, unknown: { arn: true }, written: {} };

/** The policy of a bucket that a data source makes, of which only the apply tells the text. */
async function policyOf(document: Partial<PlannedPart>): Promise<unknown> {
  const { after } = await factsOf([
    key,
    role('a'),
    role('b'),
    {
      type: 'aws_s3_bucket',
      name: 'B',
      after: { bucket: 'b' },
      unknown: { arn: true },
      written: { bucket: constant('b') },
    },
    {
      type: 'aws_s3_bucket_policy',
      name: 'P',
      after: { bucket: 'b' },
      unknown: { policy: true },
      written: { policy: references('data.aws_iam_policy_document.D.json') },
    },
    { type: 'aws_iam_policy_document', name: 'D', mode: 'data', actions: ['read'], ...document },
  ]);
  const policy = after.world.buckets.get('b')?.policy;
  return policy?.known === true ? policy.value : policy?.why;
}

/** Blocks as terraform sorts them, and as they are written. */
const principals = [
  { type: 'Service', identifiers: ['s3.amazonaws.com'] },
  { type: 'AWS', identifiers: [null, null] },
  { type: 'AWS', identifiers: ['1'] },
];
const condition = [
  { test: 'StringEquals', variable: 'k', values: [null] },
  { test: 'StringEquals', variable: 'l', values: ['&{aws:username}'] },
  { test: 'Bool', variable: 'aws:SecureTransport', values: ['true'] },
];
const written = {
  principals: [
    { type: constant('AWS'), identifiers: references('aws_iam_role.a.arn', 'aws_iam_role.b.arn') },
    { type: constant('AWS'), identifiers: constant(['1']) },
    { type: constant('Service'), identifiers: constant(['s3.amazonaws.com']) },
  ],
  condition: [
    { test: constant('Bool'), variable: constant('aws:SecureTransport'), values: constant(['true']) },
    { test: constant('StringEquals'), variable: constant('l'), values: constant(['&{aws:username}']) },
    { test: constant('StringEquals'), variable: constant('k'), values: references('aws_kms_key.K.arn') },
  ],
};

describe('a policy document of a data source', () => {
  test('is rebuilt from its blocks, whatever order terraform gives them', async () => {
    const statement = { sid: 'S', effect: null, actions: ['s3:GetObject'], resources: ['*'], principals, condition };
    const deny = {
      effect: 'Deny',
      not_actions: ['s3:*'],
      not_resources: ['x'],
      not_principals: [{ type: '*', identifiers: ['*'] }],
    };
    expect(
      await policyOf({
        after: { version: null, statement: [statement, deny] },
        unknown: {
          json: true,
          statement: [
            { principals: [{}, { identifiers: [true, true] }, {}], condition: [{ values: [true] }, {}, {}] },
            {},
          ],
        },
        written: { statement: [{ sid: constant('S'), ...written }, { effect: constant('Deny') }] },
      }),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'S',
          Effect: 'Allow',
          Action: ['s3:GetObject'],
          Resource: ['*'],
          Principal: { Service: ['s3.amazonaws.com'], AWS: [roleArn('a'), roleArn('b'), '1'] },
          Condition: {
            StringEquals: { k: [symbol], l: ['${aws:username}'] },
            Bool: { 'aws:SecureTransport': ['true'] },
          },
        },
        { Effect: 'Deny', NotAction: ['s3:*'], NotResource: ['x'], NotPrincipal: '*' },
      ],
    });
  });

  test('is rebuilt from the templates of JSON files, in which bucket ARNs are whole', async () => {
    const resources = ['${aws_s3_bucket.B.arn}/*', '${aws_s3_bucket.B.arn}'];
    expect(
      await policyOf({
        after: { statement: [{ effect: 'Allow', actions: ['s3:GetObject'], resources: [null, null] }] },
        unknown: { json: true, statement: [{ resources: [true, true] }] },
        written: { statement: [{ effect: constant('Allow'), resources: template(resources) }] },
      }),
    ).toMatchObject({ Statement: [{ Resource: ['arn:aws:s3:::b/*', 'arn:aws:s3:::b'] }] });
  });

  test('stays unknown where HCL names a bucket: its objects may be meant', async () => {
    expect(
      await policyOf({
        after: { statement: [{ actions: ['s3:GetObject'], resources: [null] }] },
        unknown: { json: true, statement: [{ resources: [true] }] },
        written: { statement: [{ resources: references('aws_s3_bucket.B.arn') }] },
      }),
    ).toBe('the resources is made of aws_s3_bucket.B.arn');
  });

  test('stays unknown where it merges others, or where two blocks may be meant', async () => {
    const statement = [{ actions: ['s3:GetObject'], resources: ['*'] }];
    expect(
      await policyOf({ after: { statement, source_policy_documents: ['{}'] }, unknown: { json: true }, written: {} }),
    ).toBe('data.aws_iam_policy_document.D merges other documents, which only terraform does');
    const block = { type: constant('AWS'), identifiers: references('aws_iam_role.a.arn') };
    const principals = { type: 'AWS', identifiers: [null] };
    expect(
      await policyOf({
        after: { statement: [{ principals: [principals, principals] }] },
        unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }, { identifiers: [true] }] }] },
        written: { statement: [{ principals: [block, block] }] },
      }),
    ).toBe('the identifiers is known only after apply');
  });
});
