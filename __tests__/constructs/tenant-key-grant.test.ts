import { describe, expect, test } from '@jest/globals';
import { TenantKeyGrant, type TenantKeyGrantProps } from '../../modules/constructs';
import { textAt } from '../support/json';
import { synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

const keyArn = `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`;
const granteeArn = `arn:aws:iam::${accountId}:role/reader`;

function synthesizeGrant(props: Partial<TenantKeyGrantProps> = {}): SynthesizedStack {
  return synthesizeIn((stack) => {
    new TenantKeyGrant(stack, 'Grant', {
      placement: deployment,
      tenantId: 'acme',
      keyArn,
      granteeArn,
      preset: 'reader',
      bucketName: 'corp-acme',
      bucketKeyEnabled: true,
      ...props,
    });
  });
}

function nameOf(props: Partial<TenantKeyGrantProps> = {}): string {
  return textAt(synthesizeGrant(props).only('aws_kms_grant').fields, 'name');
}

describe('TenantKeyGrant', () => {
  test('is one grant bound to exactly the bucket context, made before the one that it replaces goes', () => {
    const stack = synthesizeGrant();
    expect(stack.counts).toEqual({ aws_kms_grant: 1 });
    const { name, ...fields } = stack.only('aws_kms_grant').fields;
    expect(name).toMatch(/^acme-reader-[0-9a-f]{12}$/);
    expect(fields).toEqual({
      key_id: keyArn,
      depends_on: [],
      grantee_principal: granteeArn,
      operations: ['Decrypt'],
      constraints: [{ encryption_context_equals: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme' } }],
      retiring_principal: deployment.deployerArn,
      lifecycle: { create_before_destroy: true },
    });
  });

  test('gives a writer data keys, and decryption for what multipart and Bucket Keys check', () => {
    const { fields } = synthesizeGrant({ preset: 'writer' }).only('aws_kms_grant');
    expect(fields['operations']).toEqual(['Decrypt', 'GenerateDataKey']);
  });

  test('waits for what has to stand before anybody is let in', () => {
    const { fields } = synthesizeGrant({ after: [{ fqn: 'aws_iam_role.first' }] }).only('aws_kms_grant');
    expect(fields['depends_on']).toEqual(['aws_iam_role.first']);
  });

  const changes: readonly (readonly [string, Partial<TenantKeyGrantProps>])[] = [
    ['the preset', { preset: 'writer' }],
    ['the grantee', { granteeArn: `${granteeArn}-2` }],
    ['the bucket', { bucketName: 'corp-other' }],
    ['the tenant', { tenantId: 'other' }],
    ['the retiring principal', { placement: { ...deployment, deployerArn: `${deployment.deployerArn}-2` } }],
    ['the context', { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme', application: 'billing' } }],
  ];

  test.each(changes)('has another name when %s changes, for the same name would return the old grant', (_, props) => {
    expect(nameOf(props)).not.toBe(nameOf());
  });

  test('keeps its name whatever the order of the context', () => {
    const context = { 'aws:s3:arn': 'arn:aws:s3:::corp-acme', application: 'billing' };
    const turned = { application: 'billing', 'aws:s3:arn': 'arn:aws:s3:::corp-acme' };
    expect(nameOf({ encryptionContext: context })).toBe(nameOf({ encryptionContext: turned }));
  });

  test('keeps its name as long as its terms stay: a change of this text replaces every grant', () => {
    expect(nameOf()).toBe('acme-reader-70269553ad6e');
  });

  test('fails when the bucket has no Bucket Key', () => {
    expect(() => synthesizeGrant({ bucketKeyEnabled: false })).toThrow(
      `[test/Grant] TB2003 the grant to ${granteeArn} would never match: the bucket has no Bucket Key, so S3 sends the ARN of ` +
        'each object and no grant constraint can match them all; turn the Bucket Key on, or name the principal in the key ' +
        'policy instead of a grant',
    );
  });

  test('fails when it is bound to objects while the bucket has a Bucket Key', () => {
    expect(() => synthesizeGrant({ encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::corp-acme/report.csv' } })).toThrow(
      `[test/Grant] TB2003 the grant to ${granteeArn} would never match: the bucket has a Bucket Key, so S3 sends ` +
        'arn:aws:s3:::corp-acme, and the constraint is arn:aws:s3:::corp-acme/report.csv; constrain the grant to the ARN of the bucket',
    );
  });

  test('fails when its context does not name what S3 sends', () => {
    expect(() => synthesizeGrant({ encryptionContext: { application: 'billing' } })).toThrow(
      `[test/Grant] TB2003 the grant to ${granteeArn} would never match: the constraint names no aws:s3:arn; constrain the grant to the ARN of the bucket`,
    );
  });
});
