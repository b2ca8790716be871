import { PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { Ground } from './ground';

/** One question that AWS's pages leave open. */
export interface Check {
  readonly question: string;
  /** What the gateway does unless a setting says otherwise. */
  readonly ours: string;
  readonly ask: (ground: Ground) => Promise<string>;
}

/** `allowed`, or the code of the error. */
export async function put(
  { s3, bucket }: Ground,
  Key: string,
  extra: Partial<PutObjectCommandInput> = {},
): Promise<string> {
  return codeOf(s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'data', ...extra })));
}

export async function codeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

/** What an answer says of a need: `true` when it is a denial, another error as it is. */
export function isDenied(answer: string): string {
  return answer === 'allowed' ? 'false' : answer.replace(/^AccessDenied$/, 'true');
}
