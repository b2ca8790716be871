import { entries } from '../entry';

/** TB218x: what a bucket may not be asked for, and what cannot be taken over. */
export const bucketOptionEntries = entries({
  TB2180: {
    severity: 'error',
    exitCode: 2,
    summary: 'a lifecycle whose parts do not go together',
    explanation:
      'S3 moves objects to colder classes only, into STANDARD_IA after 30 days at the earliest and out of it 30 days later at the earliest, and deletes them after the last move. A version cannot be cleaned up before its lock ends. Days are whole numbers up to 36,500.',
  },
  TB2181: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket whose Object Lock is to be turned off',
    explanation:
      'Object Lock of a bucket can be turned on, never off: what was promised about versions that are there holds until their days are over. Mode and days may change, for what is written from then on. A bucket without a lock is another bucket.',
  },
  TB2182: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket or key to take over that is not in its placement',
    explanation:
      'A stack manages what is in its account and region. A bucket or key of another account or region is taken over in a placement there; bucket and key lie in one region.',
  },
  TB2183: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket and key to take over that were not read',
    explanation:
      'Terraform owns a policy and a lifecycle as a whole, so what is to stay has to be known before. `tenant-buckets adopt TENANT` reads bucket and key once, writes what it found into the repository, and says what the first plan will change. Synth reads that file and never AWS.',
  },
  TB2184: {
    severity: 'error',
    exitCode: 2,
    summary: 'a statement that cannot stay beside ours',
    explanation:
      'One policy has each Sid once, AWS refuses principals that no longer exist, Block Public Access refuses statements that let everybody in, and a policy of version 2008-10-17 reads ${…} as plain text where ours does not. Take the statement out of the file of what was found, or write policy: replace.',
  },
  TB2185: {
    severity: 'error',
    exitCode: 2,
    summary: 'a lifecycle rule that cannot stay beside ours',
    explanation:
      'A lifecycle has each rule id once, and ours is called clean-up. Rename the rule at the bucket and read it again, take it out of the file of what was found, or write lifecycle: replace.',
  },
  TB2186: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket to take over whose key is the tenant’s own',
    explanation:
      'adopt takes over a bucket and a key of the platform’s account together. A key in the account of the tenant is its owner’s to manage: terraform here could neither import it nor change its policy.',
  },
});
