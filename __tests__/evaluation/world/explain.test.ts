import { describe, expect, test } from '@jest/globals';
import { describeKey, known } from '../../../modules/core';
import { compile, decideObjectRequest, explainObjectDecision } from '../../../modules/evaluation';
import { keyArnOf, roleArnOf, tenantWorld } from '../../../tools/bench/tenant-worlds';

const context = { values: { 'aws:SecureTransport': 'true' }, unknown: [] };
const stored = { kind: 'aws:kms', keyArn: keyArnOf('acme'), bucketKeyEnabled: true } as const;

describe('explainObjectDecision', () => {
  test('says for each permission which statement or grant decided', () => {
    const world = compile(tenantWorld(['acme']));
    const request = { operation: 'GetObject', bucket: 'corp-acme', key: 'file', stored, context } as const;
    expect(
      explainObjectDecision(decideObjectRequest(world, { ...request, principal: roleArnOf('acme-reader') })),
    ).toEqual([
      's3:GetObject on arn:aws:s3:::corp-acme/file is allowed: identity policy of role/tenants/acme-reader: access, ReadObjects, allows s3:GetObject',
      `kms:Decrypt on ${keyArnOf('acme')} under {"aws:s3:arn":"arn:aws:s3:::corp-acme"} is allowed: grants[acme-reader], acme-reader, grants kms:Decrypt to the role of the caller`,
    ]);
    const [refused] = explainObjectDecision(
      decideObjectRequest(world, { ...request, principal: roleArnOf('acme-writer') }),
    );
    expect(refused).toMatch(/^s3:GetObject on arn:aws:s3:::corp-acme\/file is not allowed: no identity policy allows/);
  });

  test('adds what S3 answers when it is not a policy that refuses', () => {
    const key = describeKey({ arn: keyArnOf('acme'), state: known('Disabled') });
    const policy = tenantWorld(['acme']).keys.get(key.arn)?.policy ?? known(undefined);
    const world = compile(tenantWorld(['acme'], { keys: [{ ...key, policy }] }));
    const request = {
      operation: 'GetObject',
      principal: roleArnOf('acme-reader'),
      bucket: 'corp-acme',
      stored,
      context,
    } as const;
    expect(explainObjectDecision(decideObjectRequest(world, request)).at(-1)).toBe(
      `S3 answers 400 KMS.DisabledException: ${keyArnOf('acme')} is disabled.`,
    );
  });
});
