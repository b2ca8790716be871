import { describe, expect, test } from '@jest/globals';
import { readHandshake, TenantOwnedKey, type TenantOwnedKeyProps } from '../../modules/constructs';
import { cloudFormationOf, ownedKey, terraformOf, type Handshake, type OwnedKeyOptions } from '../../modules/core';
import { handshakeFor, keyAccountId, pendingTenant } from '../support/handshakes';
import {
  asObject,
  objectAt,
  objectsAt,
  parseJson,
  parseJsonObject,
  textAt,
  type Json,
  type JsonObject,
} from '../support/json';
import { synthesizeIn, type SynthesizedStack } from '../support/synthesize';
import { createdWriter, existingReader } from '../support/tenancy';

/** What a key is, whoever wrote it down. */
interface Key {
  readonly description: Json | undefined;
  readonly policy: Json;
  readonly rotation: Json | undefined;
  readonly rotationDays: Json | undefined;
  readonly deletionWindowDays: Json | undefined;
  readonly kept: boolean;
  readonly alias: Json | undefined;
  /** Grants beside the policy: none of the three has any. */
  readonly grants: number;
}

function synthesizeKey(props: TenantOwnedKeyProps): SynthesizedStack {
  return synthesizeIn((stack) => {
    new TenantOwnedKey(stack, 'Key', props);
  });
}

function fromTerraform(key: JsonObject, alias: JsonObject, types: readonly string[]): Key {
  const [lifecycle = {}] = Array.isArray(key['lifecycle']) ? objectsAt(key, 'lifecycle') : [objectAt(key, 'lifecycle')];
  return {
    description: key['description'],
    policy: parseJson(textAt(key, 'policy')),
    rotation: key['enable_key_rotation'],
    rotationDays: key['rotation_period_in_days'],
    deletionWindowDays: key['deletion_window_in_days'],
    kept: lifecycle['prevent_destroy'] === true,
    alias: alias['name'],
    grants: types.filter((type) => type === 'aws_kms_grant').length,
  };
}

function asConstruct(handshake: Handshake, options: OwnedKeyOptions): Key {
  const stack = synthesizeKey({ handshake, ...options });
  const types = stack.resources.map((one) => one.type);
  return fromTerraform(stack.only('aws_kms_key').fields, stack.only('aws_kms_alias').fields, types);
}

function asTerraform(handshake: Handshake, options: OwnedKeyOptions): Key {
  const json = parseJsonObject(JSON.stringify(terraformOf(handshake, ownedKey(handshake, options))));
  const resources = objectAt(json, 'resource');
  const only = (type: string): JsonObject => objectAt(objectAt(resources, type), 'tenant');
  return fromTerraform(only('aws_kms_key'), only('aws_kms_alias'), Object.keys(resources));
}

function asCloudFormation(handshake: Handshake, options: OwnedKeyOptions): Key {
  const json = parseJsonObject(JSON.stringify(cloudFormationOf(ownedKey(handshake, options))));
  const resources = objectAt(json, 'Resources');
  const types = Object.keys(resources).map((id) => objectAt(resources, id)['Type']);
  expect(types).toEqual(['AWS::KMS::Key', 'AWS::KMS::Alias']);
  const { DeletionPolicy, UpdateReplacePolicy, Properties } = objectAt(resources, 'Key');
  const key = asObject(Properties ?? null, 'Properties');
  return {
    description: key['Description'],
    policy: asObject(key['KeyPolicy'] ?? null, 'KeyPolicy'),
    rotation: key['EnableKeyRotation'],
    rotationDays: key['RotationPeriodInDays'],
    deletionWindowDays: key['PendingWindowInDays'],
    kept: DeletionPolicy === 'Retain' && UpdateReplacePolicy === 'Retain',
    alias: objectAt(objectAt(resources, 'Alias'), 'Properties')['AliasName'],
    grants: 0,
  };
}

describe('TenantOwnedKey', () => {
  const tagged = { ...createdWriter, name: 'tagged', principalTags: { team: 'a' } };

  test.each<readonly [string, Handshake, OwnedKeyOptions]>([
    ['roles that the platform makes', handshakeFor(), {}],
    [
      'principals of several accounts, and tags',
      handshakeFor({ ...pendingTenant, principals: [createdWriter, existingReader, tagged] }),
      { rotationDays: 90, deletionWindowDays: 7, aliasName: 'alias/mine' },
    ],
    ['nobody', handshakeFor({ ...pendingTenant, principals: [] }), {}],
    ['a pool', handshakeFor(pendingTenant, 'corp-pool-1'), {}],
  ])('is the same key as the plain Terraform and the CloudFormation: %s', (_, handshake, options) => {
    const construct = asConstruct(handshake, options);
    expect(construct).toMatchObject({ rotation: true, kept: true, grants: 0 });
    expect(asTerraform(handshake, options)).toEqual(construct);
    expect(asCloudFormation(handshake, options)).toEqual(construct);
  });

  test('reads the file that the platform sent, and gives out the ARN that goes back', () => {
    const handshake = readHandshake(JSON.parse(JSON.stringify(handshakeFor())));
    const { json, resources } = synthesizeKey({ handshake, tags: { owner: 'acme' } });
    expect(resources.map((one) => one.type)).toEqual(['aws_kms_alias', 'aws_kms_key']);
    expect(objectAt(objectAt(json, 'output'), 'acme_key_arn')['value']).toMatch(/^\$\{aws_kms_key\..*\.arn\}$/);
  });

  test('is written for the tenant’s account and the region of the bucket alone, in plain Terraform', () => {
    expect(terraformOf(handshakeFor(), ownedKey(handshakeFor()))).toMatchObject({
      provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: [keyAccountId] }] },
      output: { key_arn: { value: '${aws_kms_key.tenant.arn}' } },
    });
  });

  test('fails when its days are none that KMS takes', () => {
    expect(() => synthesizeKey({ handshake: handshakeFor(), rotationDays: 1, deletionWindowDays: 99 })).toThrow(
      /TB2002 rotationDays is 1.*\n.*TB2002 deletionWindowDays is 99/,
    );
  });

  test('fails when it names more principals than a key policy holds (F10)', () => {
    const principals = Array.from({ length: 400 }, (_, index) => ({
      ...createdWriter,
      name: `p${String(index)}`,
      principalTags: { team: String(index) },
    }));
    expect(() => synthesizeKey({ handshake: handshakeFor({ ...pendingTenant, principals }) })).toThrow(
      /TB2005 the key policy has/,
    );
  });
});
