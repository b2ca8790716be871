import { entries } from '../entry';

/** TB2xxx: what a stack may not become. */
export const constructsEntries = entries({
  TB2001: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket name that S3 refuses',
    explanation:
      'S3 takes names of 3 to 63 characters from a-z, 0-9 and hyphens, and reserves some prefixes and suffixes. The name is made of the placement’s name prefix and the tenant id and is never shortened or changed silently, because a changed name is another bucket.',
  },
  TB2002: {
    severity: 'error',
    exitCode: 2,
    summary: 'a number of days that KMS refuses',
    explanation:
      'KMS rotates a key every 90 to 2560 days and waits 7 to 30 days before it deletes one. The longest window is the default: within it a key deleted by mistake can be rescued, after it every object under the key is lost.',
  },
  TB2003: {
    severity: 'error',
    exitCode: 2,
    summary: 'a grant whose constraint can never match',
    explanation:
      'With a Bucket Key, S3 sends the ARN of the bucket as encryption context; without one, the ARN of each object. A grant compares whole values without wildcards, so a grant bound to the wrong one denies every request.',
  },
  TB2004: {
    severity: 'error',
    exitCode: 2,
    summary: 'a bucket policy over 20 KB',
    explanation:
      'S3 takes 20,480 bytes of bucket policy. Principals belong into identity policies and grants, which have room.',
  },
  TB2005: {
    severity: 'error',
    exitCode: 2,
    summary: 'a key policy over 32 KB',
    explanation: 'KMS takes 32,768 bytes of key policy. A key can have 50,000 grants: name principals there.',
  },
  TB2006: {
    severity: 'error',
    exitCode: 2,
    summary: 'two tenants would share one physical name',
    explanation:
      'Bucket, role and alias names are made of the placement’s name prefix and the tenant id. Two tenants with one name would share a bucket, a key or a role, so synth stops.',
  },
  TB2007: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant names a placement that the environment does not have',
    explanation:
      'A placement is an account and a region with a deployer. A tenant goes where its file says or nowhere.',
  },
  TB2008: {
    severity: 'error',
    exitCode: 2,
    summary: 'an environment that does not exist',
    explanation:
      'The variable TENANT_BUCKETS_ENVIRONMENT chooses the environments that are synthesized; unset means all.',
  },
  TB2009: {
    severity: 'error',
    exitCode: 2,
    summary: 'a role name that IAM refuses',
    explanation:
      'IAM takes role names of 1 to 64 characters from letters, digits and + = , . @ _ -. The name is made of the placement’s name prefix, the tenant id and the principal’s name and is never shortened silently, because a changed name is another role.',
  },
  TB2010: {
    severity: 'error',
    exitCode: 2,
    summary: 'a principal that stands twice in one tenant',
    explanation:
      'Each principal has one grant, whose address comes from the principal. A writer’s grant lets it decrypt too, so once is enough.',
  },
});
