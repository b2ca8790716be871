import { describe, expect, test } from '@jest/globals';
import { accountId, region } from '../documents';
import { added, asked, askedOf, common, hand, only, own, roleArn } from './deployer';

const aKey = { aws_kms_key: { K: {} } };
const keyArn = `arn:aws:kms:${region}:${accountId}:key/hand.aws_kms_key.K`;

describe('a key', () => {
  const reads = ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'];

  test('is made and read', () => {
    expect(asked(hand(aKey))).toEqual(
      ['kms:CreateKey *', ...askedOf(keyArn, [...reads, 'kms:PutKeyPolicy', 'kms:TagResource'])].sort(),
    );
  });

  test.each([
    [{ enable_key_rotation: true, rotation_period_in_days: 90 }, { 'kms:RotationPeriodInDays': '90' }, []],
    [{ enable_key_rotation: true }, {}, []],
    [{ enable_key_rotation: '${var.on}', rotation_period_in_days: 'x' }, {}, ['kms:RotationPeriodInDays']],
  ])('that turns by %j asks for it', (fields, values, unknown) => {
    expect(added(aKey, { aws_kms_key: { K: fields } })).toEqual([
      { ...own, action: 'kms:EnableKeyRotation', resource: keyArn, values: { ...common, ...values }, unknown },
    ]);
  });

  test('with tags that nobody knows says so', () => {
    const needs = hand({ aws_kms_key: { K: { tags: '${var.tags}' } } });
    expect(only(needs, 'kms:TagResource').unknown).toEqual(['aws:TagKeys']);
  });

  test('that is taken over is described and tagged anew, and not made', () => {
    const needs = hand(aKey, { import: { to: 'aws_kms_key.K', id: 'k' } });
    const taken = ['kms:PutKeyPolicy', 'kms:TagResource', 'kms:UntagResource', 'kms:UpdateKeyDescription'];
    expect(asked(needs)).toEqual(askedOf(keyArn, [...reads, ...taken]));
    expect(only(needs, 'kms:UntagResource').unknown).toEqual(['aws:TagKeys']);
  });

  test.each(['${aws_kms_key.K.id}', '${var.key}'])('gets an alias, also as %s', (target_key_id) => {
    const alias = { aws_kms_alias: { A: { name: 'alias/corp/acme', target_key_id } } };
    const aliasArn = `arn:aws:kms:${region}:${accountId}:alias/corp/acme`;
    expect(added(aKey, alias)).toEqual([
      { ...own, action: 'kms:CreateAlias', resource: keyArn, values: common },
      { ...own, action: 'kms:CreateAlias', resource: aliasArn, values: common },
      { ...own, action: 'kms:ListAliases', resource: '*', values: common },
    ]);
    const imported = { import: [{ to: 'aws_kms_alias.A', id: 'alias/corp/acme' }] };
    expect(asked(added(aKey, alias, imported))).toEqual(['kms:ListAliases *']);
  });

  const grant = {
    grantee_principal: roleArn,
    operations: ['Decrypt'],
    constraints: { encryption_context_equals: { a: 'b' } },
  };
  const terms = { 'kms:GranteePrincipal': roleArn, 'kms:GrantOperations': ['Decrypt'] };

  test.each(['${aws_kms_key.K.arn}', '${var.key}'])('gets a grant, also as %s', (key_id) => {
    expect(added(aKey, { aws_kms_grant: { G: { ...grant, key_id } } })).toEqual([
      {
        ...own,
        action: 'kms:CreateGrant',
        resource: keyArn,
        values: { ...common, ...terms, 'kms:GrantConstraintType': 'EncryptionContextEquals' },
      },
      { ...own, action: 'kms:ListGrants', resource: keyArn, values: common },
    ]);
  });

  test.each([
    [{ encryption_context_subset: { a: 'b' } }, { 'kms:GrantConstraintType': 'EncryptionContextSubset' }, []],
    [undefined, {}, []],
    ['${var.constraints}', {}, ['kms:GrantConstraintType']],
  ])('of another account gets a grant under %j there', (constraints, values, unknown) => {
    const foreign = 'arn:aws:kms:eu-west-1:444455556666:key/k';
    const needs = hand({ aws_kms_grant: { G: { ...grant, key_id: foreign, constraints: constraints ?? null } } });
    expect(only(needs, 'kms:CreateGrant')).toMatchObject({ resource: foreign, accountId: '444455556666', unknown });
    expect(only(needs, 'kms:CreateGrant').values).toEqual({ ...common, ...terms, ...values });
  });
});
