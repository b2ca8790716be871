import { KMSServiceException } from '@aws-sdk/client-kms';
import { S3ServiceException } from '@aws-sdk/client-s3';

/** A refusal as the client sees it, with what the gateway says of the policy that decided. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly reason: string;
}

/** Does it and tells how it was refused; `undefined` when it was not. */
export async function refusalOf(work: () => Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (!(error instanceof S3ServiceException || error instanceof KMSServiceException)) throw error;
    const { name: code, message, $response } = error;
    return { code, message, reason: $response?.headers['x-tenant-buckets-reason'] ?? '' };
  }
}
