import { createHash } from 'node:crypto';
import { known, type KmsKey } from '../../core';
import { readAll } from '../http/read-all';
import { isJsonObject, readJsonObject, textOf, type JsonObject } from '../json';
import type { GatewayState } from '../state/gateway-state';
import { withEntry } from '../state/live-world';

/** The name of the key that AWS manages for S3, in every account. */
export const s3ManagedAlias = 'alias/aws/s3';

/** The key behind `alias/aws/s3` of an account in a region, made when it is first used. @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-cmk */
export async function managedKey(state: GatewayState, accountId: string, region: string): Promise<KmsKey> {
  const found = findManagedKey(state, accountId, region);
  if (found) return found;
  const arn = (await arnUpstream(state, accountId, region)) ?? madeUpArn(state, accountId, region);
  const made: KmsKey = {
    arn,
    accountId,
    region,
    state: known('Enabled'),
    policy: known(policyOf(state, accountId, region)),
    aliases: known([s3ManagedAlias]),
    awsManaged: true,
    tags: known({}),
  };
  const again = findManagedKey(state, accountId, region);
  if (again) return again;
  state.live.change({ keys: withEntry(state.live.world.keys, arn, made) });
  return made;
}

function findManagedKey({ live }: GatewayState, accountId: string, region: string): KmsKey | undefined {
  return [...live.world.keys.values()].find(
    (key) => key.awsManaged && key.accountId === accountId && key.region === region,
  );
}

/** The emulator makes such a key when it is asked for it. */
async function arnUpstream(state: GatewayState, accountId: string, region: string): Promise<string | undefined> {
  const headers = new Map([
    ['host', 'kms.localhost.localstack.cloud'],
    ['content-type', 'application/x-amz-json-1.1'],
    ['x-amz-target', 'TrentService.DescribeKey'],
  ]);
  const body = JSON.stringify({ KeyId: s3ManagedAlias });
  const answer = await state.upstream.send(
    { method: 'POST', path: '/', headers, body },
    { accountId, region, service: 'kms' },
  );
  const metadata = readJsonObject((await readAll(answer.body)).toString('utf8'))?.['KeyMetadata'];
  return isJsonObject(metadata) ? textOf(metadata, 'Arn') : undefined;
}

function madeUpArn({ partition }: GatewayState, accountId: string, region: string): string {
  const hex = createHash('sha256').update(`${s3ManagedAlias} ${accountId} ${region}`).digest('hex');
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  return `arn:${partition}:kms:${region}:${accountId}:key/${id}`;
}

function policyOf({ partition }: GatewayState, accountId: string, region: string): JsonObject {
  return {
    Version: '2012-10-17',
    Id: 'auto-s3-2',
    Statement: [
      {
        Sid: 'Allow access through S3 for all principals in the account that are authorized to use S3',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: {
          StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': `s3.${region}.amazonaws.com` },
        },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  };
}
