import { CreateKeyCommand, ScheduleKeyDeletionCommand, type CreateKeyCommandInput } from '@aws-sdk/client-kms';
import type { Ground } from './ground';

/** A key for one question: no Bucket Key of it can be held yet. */
export async function withKey<T>(
  ground: Ground,
  made: CreateKeyCommandInput,
  ask: (keyArn: string) => Promise<T>,
): Promise<T> {
  const { kms } = ground;
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(made));
  const KeyId = KeyMetadata?.Arn ?? '';
  await ground.settle();
  try {
    return await ask(KeyId);
  } finally {
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  }
}

/** What a write says that asks for a key. */
export const under = (SSEKMSKeyId: string, BucketKeyEnabled = true) =>
  ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId, BucketKeyEnabled }) as const;
