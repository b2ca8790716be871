import { plus } from './amount';
import type { Amount } from './estimate';
import { priceOf, type PriceBook } from './price-book';

const million = 1_000_000;

/**
 * What it costs to encrypt a million existing objects anew under Bucket Keys: a copy, a task of S3 Batch Operations and, for
 * objects that had no Bucket Key, a Decrypt each. A job costs its price on top.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function reencryptionPerMillion(book: PriceBook, region: string): Amount {
  const copies = priceOf('s3PutRequests', million, book, region);
  const tasks = priceOf('s3BatchObjects', million, book, region);
  return plus(plus(copies, tasks), priceOf('kmsRequests', million, book, region));
}
