import { describe, expect, test } from '@jest/globals';
import { readJsonError, readTextErrors, readValidation } from '../../modules/terraform/terraform-errors';

const plainText = `
Initializing the backend...

Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws:
could not connect to registry.terraform.io

Warning: Something else

Not of interest.

Error: creating S3 Bucket (b): BucketAlreadyExists

  with aws_s3_bucket.data["a"],
  on cdk.tf.json line 12, in resource.aws_s3_bucket.data:
  12:     "bucket": "b"

`;

const boxedText = [
  '\u001b[31m╷\u001b[0m\u001b[0m',
  '\u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1mState read failed\u001b[0m',
  '\u001b[31m│\u001b[0m \u001b[0m',
  '\u001b[31m│\u001b[0m \u001b[0m\u001b[0mno such file or',
  '\u001b[31m│\u001b[0m \u001b[0mdirectory',
  '\u001b[31m╵\u001b[0m\u001b[0m',
  'Afterwards',
].join('\n');

describe('readTextErrors', () => {
  test('reads every error of the plain form, its address apart from its text', () => {
    expect(readTextErrors(plainText)).toEqual([
      {
        summary: 'Failed to query available provider packages',
        detail:
          'Could not retrieve the list of available versions for provider hashicorp/aws:\ncould not connect to registry.terraform.io',
      },
      { summary: 'creating S3 Bucket (b): BucketAlreadyExists', detail: '', address: 'aws_s3_bucket.data["a"]' },
    ]);
  });

  test('reads the coloured box and stops at its lower edge', () => {
    expect(readTextErrors(boxedText)).toEqual([{ summary: 'State read failed', detail: 'no such file or\ndirectory' }]);
  });

  test('reads what cdktf passes on under the name of the stack', () => {
    const text =
      'demo  Error: Invalid resource type\n\n        on cdk.tf.json line 25, in resource:\n        25:     "aws_nope": {\n      No such type.\n0 Stacks deploying     1 Stack done     0 Stacks waiting\nInvoking Terraform CLI failed with exit code 1\n';
    expect(readTextErrors(text)).toEqual([{ summary: 'Invalid resource type', detail: 'No such type.' }]);
  });

  test('finds nothing in text without errors', () => {
    expect(readTextErrors('Warning: x\n\nError handling is fine\n')).toEqual([]);
  });
});

const range = { filename: 'bad.tf', start: { line: 2, column: 10 }, end: { line: 2, column: 26 } };

describe('readJsonError', () => {
  test('keeps summary, detail, address and place', () => {
    const error = { severity: 'error', summary: 'S', detail: 'D', address: 'a.b', range };
    expect(readJsonError(error)).toEqual({
      summary: 'S',
      detail: 'D',
      address: 'a.b',
      location: { file: 'bad.tf', line: 2, column: 10, endColumn: 26 },
    });
  });

  test('marks one column when the place ends on another line or nowhere', () => {
    const place = { file: 'bad.tf', line: 2, column: 10, endColumn: 11 };
    for (const end of [{ line: 3, column: 40 }, { line: 2, column: 10 }, undefined]) {
      const error = { severity: 'error', summary: 'S', range: { ...range, end } };
      expect(readJsonError(error)?.location).toEqual(place);
    }
  });

  test.each([{ severity: 'warning', summary: 'S' }, { severity: 'error' }, null, 'text', []])(
    'fails when given no error but %j',
    (value) => {
      expect(readJsonError(value)).toBeUndefined();
    },
  );
});

describe('readValidation', () => {
  test('keeps the errors of an answer and leaves its warnings', () => {
    const diagnostics = [
      { severity: 'error', summary: 'first' },
      { severity: 'warning', summary: 'second' },
      { severity: 'error', summary: 'third' },
    ];
    expect(readValidation({ diagnostics }).map(({ summary }) => summary)).toEqual(['first', 'third']);
    expect(readValidation(undefined)).toEqual([]);
  });
});
