import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  paginateListGrants,
  type GrantListEntry,
  type KeyMetadata,
} from '@aws-sdk/client-kms';
import { known, parseArn, unknown, type Fact, type LiveKey } from '../core';
import { isMissing, refusalToRead, failureOf } from './kms-errors';

/**
 * What KMS says of a key, or `missing`. Credentials, profile and endpoint are those of the environment, as the SDK finds
 * them; the region is the key's own.
 * @throws DiagnosticError when there are no valid credentials, they may not describe the key, or KMS fails
 */
export async function readLiveKey(keyArn: string, signal: AbortSignal): Promise<LiveKey | 'missing'> {
  const { region } = parseArn(keyArn) ?? {};
  const kms = new KMSClient(region === undefined ? {} : { region });
  try {
    const metadata = await describe(kms, keyArn, signal);
    if (metadata === 'missing') return 'missing';
    return {
      arn: metadata.Arn ?? keyArn,
      manager: metadata.KeyManager ?? 'nobody',
      spec: metadata.KeySpec ?? 'of no kind',
      usage: metadata.KeyUsage ?? 'nothing',
      state: metadata.KeyState ?? 'in no state',
      ...(metadata.DeletionDate !== undefined && { deletionDate: metadata.DeletionDate.toISOString().slice(0, 10) }),
      policy: await attempt(keyArn, () => readPolicy(kms, keyArn, signal)),
      grants: await attempt(keyArn, () => listGrants(kms, keyArn, signal)),
    };
  } finally {
    kms.destroy();
  }
}

async function describe(kms: KMSClient, keyArn: string, signal: AbortSignal): Promise<KeyMetadata | 'missing'> {
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: keyArn }), { abortSignal: signal });
    return KeyMetadata ?? 'missing';
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw failureOf(error, keyArn);
  }
}

/** Only callers of the key's own account can. @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
async function readPolicy(kms: KMSClient, keyArn: string, signal: AbortSignal): Promise<unknown> {
  const command = new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' });
  const { Policy } = await kms.send(command, { abortSignal: signal });
  const document: unknown = JSON.parse(Policy ?? 'null');
  return document;
}

async function listGrants(kms: KMSClient, keyArn: string, signal: AbortSignal): Promise<readonly GrantListEntry[]> {
  const grants: GrantListEntry[] = [];
  for await (const page of paginateListGrants({ client: kms }, { KeyId: keyArn }, { abortSignal: signal }))
    grants.push(...(page.Grants ?? []));
  return grants;
}

/** What may not be read is unknown, with KMS's own words; any other failure ends the look. */
async function attempt<T>(keyArn: string, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    const refusal = refusalToRead(error);
    if (refusal === undefined) throw failureOf(error, keyArn);
    return unknown(refusal);
  }
}
