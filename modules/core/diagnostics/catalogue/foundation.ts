import { entries } from '../entry';

/** TB219x: what reports on buckets, and copies of them. */
export const foundationEntries = entries({
  TB2190: {
    severity: 'error',
    exitCode: 2,
    summary: 'a foundation whose bucket is somebody else’s',
    explanation:
      'The buckets for logs and reports are named by the placement’s name prefix and a suffix, as a tenant’s bucket is by its id. In one bucket, a tenant could read and write what is reported on all others. `nameSuffixes` of the foundation gives its buckets other names; they cannot be changed once something is delivered there.',
  },
  TB2191: {
    severity: 'error',
    exitCode: 2,
    summary: 'access logs sent to a bucket under SSE-KMS',
    explanation:
      'S3 delivers access logs to a bucket only if its default encryption is SSE-S3. With SSE-KMS nothing arrives, and nothing tells so. Inventories and other reports can be delivered under a key of KMS.',
  },
  TB2192: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket that keeps what is reported on itself',
    explanation:
      'A bucket that logs into itself logs the delivery of every log, for ever. And what is reported on a tenant’s bucket does not belong where the tenant could delete it.',
  },
  TB2193: {
    severity: 'error',
    exitCode: 2,
    summary: 'a replication whose role is bound to the wrong encryption context',
    explanation:
      'With a Bucket Key, S3 sends the ARN of the bucket to KMS, at the source and at the destination, and no ARN of an object. A role whose policy names object ARNs, as it had to before the Bucket Key, is refused by KMS, and every replication fails without an error to whoever writes.',
  },
  TB2194: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket that is replicated into itself',
    explanation:
      'A replica lies in another bucket, in the same or another region. S3 refuses a bucket as its own destination.',
  },
  TB2195: {
    severity: 'error',
    exitCode: 2,
    summary: 'a replication into another account',
    explanation:
      'The owner of the other account would have to let the role in, in its bucket policy and its key policy, and neither is made by this construct. Within one account the policies of the role and the grants suffice.',
  },
  TB2196: {
    severity: 'error',
    exitCode: 2,
    summary: 'a replication into another region without a provider for it',
    explanation:
      'The grant on the key of the replicas is made in the region of that key. A provider of terraform works in one region, so the construct has to be given one for the destination.',
  },
});
