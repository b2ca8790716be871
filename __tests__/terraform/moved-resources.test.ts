import { describe, expect, test } from '@jest/globals';
import { DiagnosticError } from '../../modules/core';
import { readMovedResources } from '../../modules/terraform';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly mode?: string;
}

function stateOf(...resources: readonly Resource[]): unknown {
  return {
    format_version: '1.0',
    values: {
      root_module: {
        resources: resources.map(({ type, name, id, mode = 'managed' }) => ({
          address: `${type}.${name}`,
          mode,
          type,
          name,
          values: { id },
        })),
      },
    },
  };
}

function refusalOf(state: unknown): readonly string[] {
  try {
    readMovedResources(state, 'prod-shard-main-1', 'acme');
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return error.diagnostics.map((one) => `${one.code} ${one.path}: ${one.message}; ${one.fix}`);
  }
  return [];
}

const grantId = 'arn:aws:kms:eu-west-1:111122223333:key/1234:abcd';

describe('readMovedResources', () => {
  test('takes what lies below one construct, each with the id by which it is imported', () => {
    const state = stateOf(
      { type: 'aws_s3_bucket', name: 'acme_Bucket_1', id: 'corp-acme' },
      { type: 'aws_kms_grant', name: 'acme_Grant-app_2', id: grantId },
      { type: 'aws_iam_role_policy', name: 'acme_Role-app_Policy_3', id: 'corp-acme-app:tenant-objects' },
      { type: 'aws_s3_bucket', name: 'acme-two_Bucket_4', id: 'corp-acme-two' },
      { type: 'aws_iam_policy_document', name: 'acme_Document_5', id: '1', mode: 'data' },
    );
    expect(readMovedResources(state, 'prod-shard-main-1', 'acme')).toEqual([
      { address: 'aws_s3_bucket.acme_Bucket_1', importId: 'corp-acme' },
      { address: 'aws_kms_grant.acme_Grant-app_2', importId: grantId },
      { address: 'aws_iam_role_policy.acme_Role-app_Policy_3', importId: 'corp-acme-app:tenant-objects' },
    ]);
  });

  test('fails when some cannot be imported, with all of them', () => {
    const state = stateOf(
      { type: 'aws_kms_ciphertext', name: 'acme_Text_1', id: 'x' },
      { type: 'aws_s3_bucket', name: 'acme_Bucket_2' },
    );
    const why =
      'the resource cannot be imported into another stack; leave the tenant where it is, or take what this resource does from it first';
    expect(refusalOf(state)).toEqual([
      `TB5105 prod-shard-main-1/aws_kms_ciphertext.acme_Text_1: ${why}`,
      `TB5105 prod-shard-main-1/aws_s3_bucket.acme_Bucket_2: ${why}`,
    ]);
  });

  test.each([
    ['an empty state', { format_version: '1.0' }, 'the state holds nothing of acme'],
    [
      'the state of another stack',
      stateOf({ type: 'aws_s3_bucket', name: 'globex_Bucket_1', id: 'b' }),
      'the state holds nothing of acme',
    ],
    ['no state', { resources: [] }, 'what was read is no state of terraform'],
    ['nothing', undefined, 'what was read is no state of terraform'],
  ])('fails when it is given %s', (_, state, message) => {
    expect(refusalOf(state)).toEqual([
      `TB5106 prod-shard-main-1: ${message}; give the output of terraform show -json in the folder of this stack, with its state deployed`,
    ]);
  });
});
