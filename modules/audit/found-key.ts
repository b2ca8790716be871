import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListResourceTagsCommand,
  type KeyMetadata,
} from '@aws-sdk/client-kms';
import { diagnostic, parseArn, type Diagnostic } from '../core';
import { readPolicy } from './found-bucket';
import { ask } from './reading';

/** A key in the form in which it is kept, not yet judged, and why it cannot lock a bucket. */
export interface ReadKey {
  readonly key: object;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What stands at a key.
 * @throws DiagnosticError when something of it may not be read
 */
export async function readFoundKey(keyArn: string): Promise<ReadKey> {
  const { region } = parseArn(keyArn) ?? {};
  const kms = new KMSClient(region === undefined ? {} : { region });
  try {
    const described = await ask('the key', keyArn, () => kms.send(new DescribeKeyCommand({ KeyId: keyArn })));
    const metadata: KeyMetadata = described?.KeyMetadata ?? { KeyId: keyArn };
    const diagnostics = checkAdoptableKey(keyArn, metadata);
    if (diagnostics.length > 0) return { key: {}, diagnostics };
    return { key: await readKey(kms, keyArn), diagnostics };
  } finally {
    kms.destroy();
  }
}

async function readKey(kms: KMSClient, keyArn: string): Promise<object> {
  const KeyId = { KeyId: keyArn };
  const policy = await ask('its policy', keyArn, () =>
    kms.send(new GetKeyPolicyCommand({ ...KeyId, PolicyName: 'default' })),
  );
  const tags = await ask('its tags', keyArn, () => kms.send(new ListResourceTagsCommand(KeyId)));
  const aliases = await ask('its aliases', keyArn, () => kms.send(new ListAliasesCommand(KeyId)));
  return {
    arn: keyArn,
    tags: Object.fromEntries((tags?.Tags ?? []).map((tag) => [tag.TagKey ?? '', tag.TagValue ?? ''])),
    policy: readPolicy(policy?.Policy ?? 'null'),
    aliases: (aliases?.Aliases ?? []).map((alias) => alias.AliasName ?? '').sort(),
  };
}

interface KeyRule {
  readonly holds: (metadata: KeyMetadata) => boolean;
  readonly message: (metadata: KeyMetadata) => string;
}

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
const keyRules: readonly KeyRule[] = [
  { holds: (key) => key.KeyManager === 'CUSTOMER', message: () => 'is managed by AWS' },
  {
    holds: (key) => key.KeySpec === 'SYMMETRIC_DEFAULT' && key.KeyUsage === 'ENCRYPT_DECRYPT',
    message: (key) => `is ${key.KeySpec ?? 'of no kind'} for ${key.KeyUsage ?? 'nothing'}`,
  },
  { holds: (key) => key.KeyState === 'Enabled', message: (key) => `is ${key.KeyState ?? 'in no state'}` },
  {
    holds: (key) => key.Origin === 'AWS_KMS',
    message: (key) => `has its material from ${key.Origin ?? 'nowhere'}, so KMS cannot rotate it`,
  },
  {
    holds: (key) => key.MultiRegionConfiguration?.MultiRegionKeyType !== 'REPLICA',
    message: () => 'is a replica, which rotates with its primary key only',
  },
];

/** Every reason why S3 could not use the key or KMS not rotate it. */
function checkAdoptableKey(path: string, metadata: KeyMetadata): readonly Diagnostic[] {
  return keyRules
    .filter((rule) => !rule.holds(metadata))
    .map((rule) =>
      diagnostic('TB5142', {
        path,
        message: `the key ${rule.message(metadata)}`,
        fix: 'name an enabled symmetric key of your own whose material KMS made',
      }),
    );
}
