import { describe, expect, test } from '@jest/globals';
import { PlacementStack, type Deployment } from '../../modules/constructs';
import { objectAt, type JsonObject } from '../support/json';
import { synthesize } from '../support/synthesize';
import { accountId, deployment } from '../support/tenancy';

function synthesizePlacement(changes: Partial<Deployment> = {}): JsonObject {
  const props = { deployment: { ...deployment, ...changes }, tags: { managedBy: 'tenant-buckets' } };
  return synthesize((app) => new PlacementStack(app, 'trial', props)).json;
}

describe('PlacementStack', () => {
  test('reaches one account in one region, as the deployer', () => {
    expect(objectAt(synthesizePlacement(), 'provider')).toEqual({
      aws: [
        {
          region: 'eu-west-1',
          allowed_account_ids: [accountId],
          assume_role: [{ role_arn: deployment.deployerArn }],
          default_tags: [{ tags: { managedBy: 'tenant-buckets' } }],
        },
      ],
    });
  });

  test('takes the provider in the range in which its resources have one meaning', () => {
    expect(objectAt(objectAt(synthesizePlacement(), 'terraform'), 'required_providers')).toEqual({
      aws: { source: 'aws', version: '>= 5.100.0, < 7.0.0' },
    });
  });

  test('keeps its state encrypted under a key and locked, in a file of its own', () => {
    expect(objectAt(objectAt(synthesizePlacement(), 'terraform'), 'backend')).toEqual({
      s3: {
        bucket: 'corp-state',
        key: 'trial.tfstate',
        region: 'eu-west-1',
        encrypt: true,
        kms_key_id: `arn:aws:kms:eu-west-1:${accountId}:key/11111111-2222-3333-4444-555555555555`,
        use_lockfile: true,
      },
    });
  });

  test('keeps its state in a file beside itself when it is told to', () => {
    const { terraform } = synthesizePlacement({ backend: { kind: 'localFile' } });
    expect(terraform).toMatchObject({ backend: { local: { path: 'terraform.tfstate' } } });
  });

  test('reaches an emulator by its address and holds no credentials for it', () => {
    const endpoint = 'http://127.0.0.1:4566';
    const json = synthesizePlacement({ emulatorEndpoint: endpoint });
    expect(objectAt(json, 'provider')).toMatchObject({
      aws: [
        {
          endpoints: [{ iam: endpoint, kms: endpoint, s3: endpoint, s3control: endpoint, sts: endpoint }],
          s3_use_path_style: true,
          skip_metadata_api_check: 'true',
          skip_region_validation: true,
        },
      ],
    });
    expect(JSON.stringify(json)).not.toMatch(/access_key|secret_key|token|profile|shared_credentials/);
  });

  test('uses the credentials that terraform is run with when no role is named', () => {
    const { assumeRoleArn: _, ...rest } = deployment;
    const { json } = synthesize((app) => new PlacementStack(app, 'trial', { deployment: rest, tags: {} }));
    expect(JSON.stringify(objectAt(json, 'provider'))).not.toContain('assume_role');
  });
});
