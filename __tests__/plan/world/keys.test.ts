import { describe, expect, test } from '@jest/globals';
import type { Grant, KmsKey } from '../../../modules/core';
import { accountId, oneStack, onlyOf, policyText, provider, region } from '../documents';

const arn = `arn:aws:kms:${region}:${accountId}:key/hand.aws_kms_key.K`;
const role = `arn:aws:iam::${accountId}:role/app`;

function keyWith(fields: object, resources: object = {}): KmsKey {
  return onlyOf(oneStack({ resource: { aws_kms_key: { K: fields }, ...resources } }).world.keys);
}

function grantWith(fields: object): Grant {
  const grants = { G: { key_id: '${aws_kms_key.K.arn}', grantee_principal: role, operations: ['Decrypt'], ...fields } };
  return onlyOf(oneStack({ resource: { aws_kms_key: { K: {} }, aws_kms_grant: grants } }).world.grants);
}

describe('a key of a stack', () => {
  test('has an ARN of its own, and the policy that KMS gives when none is written', () => {
    const everything = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
    expect(keyWith({})).toMatchObject({
      arn,
      accountId,
      region,
      state: { known: true, value: 'Enabled' },
      aliases: { known: true, value: [] },
      awsManaged: false,
      policy: {
        known: true,
        value: { Statement: [{ ...everything, Principal: { AWS: `arn:aws:iam::${accountId}:root` } }] },
      },
    });
  });

  test('has its own policy, or the one that is attached by ARN or by id', () => {
    const policy = policyText({ Sid: 'Mine' });
    const expected = { known: true, value: { Version: '2012-10-17', Statement: [{ Sid: 'Mine' }] } };
    expect(keyWith({ policy }).policy).toEqual(expected);
    const attached = (key: string) => keyWith({}, { aws_kms_key_policy: { P: { key_id: key, policy } } }).policy;
    expect(attached('${aws_kms_key.K.id}')).toEqual(expected);
    expect(attached('${aws_kms_key.K.arn}')).toEqual(expected);
    expect(attached('${var.key}')).toMatchObject({ known: false });
  });

  test.each([
    [false, { known: true, value: 'Disabled' }],
    ['${var.on}', { known: false, why: 'only terraform knows var.on' }],
  ])('has the state of is_enabled %j', (is_enabled, state) => {
    expect(keyWith({ is_enabled }).state).toEqual(state);
  });

  test('has its aliases; one whose key or name is not known makes them unknown', () => {
    const aliases = (A: object) => keyWith({}, { aws_kms_alias: { A } }).aliases;
    const target_key_id = '${aws_kms_key.K.key_id}';
    expect(aliases({ name: 'alias/corp', target_key_id })).toEqual({ known: true, value: ['alias/corp'] });
    expect(aliases({ name: 'alias/corp', target_key_id: 'other' })).toEqual({ known: true, value: [] });
    expect(aliases({ name_prefix: 'alias/corp', target_key_id })).toMatchObject({ known: false });
    expect(aliases({ name: 'alias/corp', target_key_id: '${var.key}' })).toMatchObject({ known: false });
  });

  test("has its own tags over the provider's", () => {
    const aws = [{ ...provider.aws[0], default_tags: [{ tags: { team: 'a', cost: '1' } }] }];
    const tagsOf = (tags: unknown) =>
      onlyOf(oneStack({ provider: { aws }, resource: { aws_kms_key: { K: { tags } } } }).world.keys).tags;
    expect(tagsOf({ team: 'b' })).toEqual({ known: true, value: { team: 'b', cost: '1' } });
    expect(tagsOf(undefined)).toEqual({ known: true, value: { team: 'a', cost: '1' } });
    expect(tagsOf({ team: '${var.team}' })).toMatchObject({ known: false });
    expect(tagsOf('text')).toMatchObject({ known: false });
  });

  test('fails when nobody can tell where it is', () => {
    const { world, diagnostics } = oneStack({ provider: { aws: {} }, resource: { aws_kms_key: { K: {} } } });
    expect(world.keys.size).toBe(0);
    expect(diagnostics).toEqual([expect.objectContaining({ code: 'TB7002', path: 'hand/aws_kms_key.K' })]);
  });
});

describe('a grant of a stack', () => {
  test('has its terms, and the key by ARN or by id', () => {
    const terms = {
      id: 'hand.aws_kms_grant.G',
      keyArn: arn,
      granteePrincipal: { known: true, value: role },
      operations: { known: true, value: ['Decrypt'] },
      constraints: { known: true, value: {} },
      visible: { known: true, value: true },
    };
    expect(grantWith({})).toEqual(terms);
    expect(grantWith({ key_id: '${aws_kms_key.K.key_id}' })).toEqual(terms);
  });

  test.each([
    [{ encryption_context_equals: { a: 'b' } }, { known: true, value: { encryptionContextEquals: { a: 'b' } } }],
    [[{ encryption_context_subset: { a: 'b' } }], { known: true, value: { encryptionContextSubset: { a: 'b' } } }],
    [{ encryption_context_equals: { a: '${var.b}' } }, { known: false, why: 'only terraform knows var.b' }],
    ['${var.constraints}', expect.objectContaining({ known: false })],
  ])('has the constraint %j', (constraints, expected) => {
    expect(grantWith({ constraints }).constraints).toEqual(expected);
  });

  test('says what is not known of it', () => {
    expect(grantWith({ grantee_principal: '${var.who}' }).granteePrincipal).toMatchObject({ known: false });
    expect(grantWith({ operations: '${var.what}' }).operations).toMatchObject({ known: false });
  });

  test('may be on any key when its own is not known', () => {
    expect(grantWith({ key_id: '${var.key}' })).toMatchObject({
      id: `hand.aws_kms_grant.G on ${arn}`,
      keyArn: arn,
      visible: { known: false, why: expect.stringContaining('only terraform knows var.key') },
    });
  });
});
