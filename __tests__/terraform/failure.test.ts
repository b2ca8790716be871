import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../modules/core';
import { commandFailure, isTransient } from '../../modules/terraform/failure';
import type { LeashedResult } from '../../modules/terraform';

const failed: LeashedResult = { exitCode: 1, signal: undefined, stdout: '', stderr: '' };

/** Details as terraform, its backends and the AWS provider 5.100 word them. */
const cases = [
  {
    code: 'TB3011',
    exitCode: 3,
    detail: 'No valid credential sources found. Please see https://registry.terraform.io/providers/hashicorp/aws',
  },
  {
    code: 'TB3011',
    exitCode: 3,
    detail: 'api error ExpiredToken: The security token included in the request is expired',
  },
  { code: 'TB3011', exitCode: 3, detail: 'StatusCode: 403, RequestID: 1, api error InvalidClientTokenId: bad' },
  {
    code: 'TB3012',
    exitCode: 3,
    detail:
      'creating KMS Key: operation error KMS: CreateKey, StatusCode: 400, api error AccessDeniedException: User: u is not authorized to perform: kms:CreateKey',
  },
  {
    code: 'TB3012',
    exitCode: 3,
    detail: 'putting S3 Bucket (b) Policy: StatusCode: 403, api error AccessDenied: Access Denied',
  },
  {
    code: 'TB3014',
    exitCode: 4,
    detail: 'The state was written to the file "errored.tfstate" in the current working directory',
  },
  {
    code: 'TB3015',
    exitCode: 4,
    detail: 'putting S3 Bucket (b) Policy: api error MalformedPolicy: Invalid principal in policy',
  },
  {
    code: 'TB3015',
    exitCode: 4,
    detail: 'api error MalformedPolicyDocumentException: The new key policy contains an invalid principal',
  },
  {
    code: 'TB3015',
    exitCode: 4,
    detail: 'api error OperationAborted: A conflicting conditional operation is currently in progress',
  },
  {
    code: 'TB3015',
    exitCode: 4,
    detail: 'StatusCode: 404, api error NoSuchBucket: The specified bucket does not exist',
  },
  {
    code: 'TB3005',
    exitCode: 4,
    detail: 'Could not retrieve the list of available versions for provider hashicorp/aws',
  },
  { code: 'TB3010', exitCode: 4, detail: 'api error BucketAlreadyExists: taken' },
] as const;

const lockDetail = `Error message: resource temporarily unavailable
Lock Info:
  ID:        6fa8a6a2-1d0c-5c1c-9e3f-0a1b2c3d4e5f
  Path:      terraform.prod.tfstate
  Operation: OperationTypeApply
  Who:       ana@runner-7
  Version:   1.11.4
  Created:   2026-03-01 10:11:12.131415 +0000 UTC
  Info:


Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`;

describe('commandFailure', () => {
  test.each(cases)('knows $code in "$detail"', ({ code, exitCode, detail }) => {
    const [first] = commandFailure('terraform apply', failed, [{ summary: 'S', detail }]).diagnostics;
    expect(first.code).toBe(code);
    expect(catalogue[first.code].exitCode).toBe(exitCode);
    expect(first.message).toBe(`terraform apply failed: S: ${detail}`);
  });

  test('says who holds the state lock and since when, and forces nothing (F29)', () => {
    const error = { summary: 'Error acquiring the state lock', detail: lockDetail };
    expect(commandFailure('terraform apply', failed, [error]).diagnostics).toEqual([
      {
        code: 'TB3013',
        severity: 'error',
        path: 'terraform apply',
        message:
          'the state is locked by ana@runner-7 since 2026-03-01 10:11:12.131415 +0000 UTC (apply, lock 6fa8a6a2-1d0c-5c1c-9e3f-0a1b2c3d4e5f)',
        fix: 'wait until that run has ended; only if it is surely dead, run `terraform force-unlock 6fa8a6a2-1d0c-5c1c-9e3f-0a1b2c3d4e5f` in the folder of the stack',
      },
    ]);
  });

  test('takes a lock that may not be read for want of permission as that', () => {
    const error = { summary: 'Error acquiring the state lock', detail: 'api error AccessDenied: Access Denied' };
    expect(commandFailure('terraform plan', failed, [error]).diagnostics[0].code).toBe('TB3012');
  });

  test('tells all errors at once, each in one paragraph, with address and place', () => {
    const location = { file: 'cdk.tf.json', line: 1, column: 2, endColumn: 3 };
    const { diagnostics } = commandFailure('terraform plan', failed, [
      { summary: 'First', detail: 'one\n  two.\n\nthree.', address: 'aws_s3_bucket.a' },
      { summary: 'Second', detail: 'Second', location },
    ]);
    const fix = 'cure what the message names, then run the command again';
    const common = { code: 'TB3010', severity: 'error', fix };
    expect(diagnostics).toEqual([
      { ...common, path: 'aws_s3_bucket.a', message: 'terraform plan failed: First: one two. three' },
      { ...common, path: 'terraform plan', message: 'terraform plan failed: Second', location },
    ]);
  });

  test('repeats the last words of a command that told no error', () => {
    const failure = (result: Partial<LeashedResult>): string =>
      commandFailure('cdktf synth', { ...failed, ...result }, []).message;
    expect(failure({ stderr: 'x\nSyntaxError: bad\n' })).toBe(
      'TB3010 cdktf synth: failed with exit code 1: x SyntaxError: bad',
    );
    expect(failure({ stdout: 'out' })).toMatch(/: out$/);
    expect(failure({})).toMatch(/: it said nothing$/);
  });

  test('names the signal that ended a command', () => {
    const killed = { ...failed, exitCode: undefined, signal: 'SIGKILL' };
    expect(commandFailure('terraform apply', killed, []).message).toBe('TB3020 terraform apply: was ended by SIGKILL');
  });
});

describe('isTransient', () => {
  test('holds only when every error is cured by waiting', () => {
    const waiting = { summary: 'OperationAborted', detail: '' };
    const lasting = { summary: 'BucketAlreadyExists', detail: '' };
    expect(isTransient(commandFailure('c', failed, [waiting, waiting]))).toBe(true);
    expect(isTransient(commandFailure('c', failed, [waiting, lasting]))).toBe(false);
    expect(isTransient(new Error('OperationAborted'))).toBe(false);
  });
});
