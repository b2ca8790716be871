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
    summary: 'a principal that stands twice with one access',
    explanation:
      'Each access of a principal has one grant, whose address comes from the principal and the access. One that both reads and writes is named twice, once as each.',
  },
  TB2100: {
    severity: 'error',
    exitCode: 2,
    summary: 'a shared bucket whose policy is over 20 KB',
    explanation:
      'S3 takes 20,480 bytes of bucket policy, and a shared bucket needs statements for each tenant: its key, its principals, its lists. How many tenants fit depends on the length of names and the number of principals; roles that are made for a tenant cost less than principals that exist already. A full pool opens the next bucket and never moves data.',
  },
  TB2101: {
    severity: 'error',
    exitCode: 2,
    summary: 'a prefix that is no folder',
    explanation:
      'A tenant’s prefix ends with a slash: without it, the prefix team would take in team2 as well. Signs that are special in a policy’s pattern would reach further than they look.',
  },
  TB2102: {
    severity: 'error',
    exitCode: 2,
    summary: 'two tenants whose prefixes overlap',
    explanation:
      'A prefix that lies in another tenant’s prefix is bound to two keys and two sets of principals at once: nobody could write there, and it is not said whose data it is.',
  },
  TB2103: {
    severity: 'error',
    exitCode: 2,
    summary: 'tags asked of a principal in another account',
    explanation:
      'An account sets the tags of its own principals and sessions at will, so a tag proves something only of principals in the account of the placement.',
  },
  TB2104: {
    severity: 'error',
    exitCode: 2,
    summary: 'two tenants of one shared bucket with one principal',
    explanation:
      'In a shared bucket the principal is what keeps tenants apart beside the key. One that two tenants let in reads and mixes the data of both; an account counts as everybody in it.',
  },
  TB2105: {
    severity: 'error',
    exitCode: 2,
    summary: 'two tenants of one shared bucket with one key',
    explanation:
      'With a Bucket Key, KMS sees the ARN of the bucket and no prefix. Two tenants with one key in one bucket could decrypt each other’s objects.',
  },
  TB2106: {
    severity: 'error',
    exitCode: 2,
    summary: 'a shared tenant that asks for what only a whole bucket has',
    explanation:
      'Object Lock is set on a bucket, and a bucket is taken over as a whole. A tenant that needs either has a bucket of its own.',
  },
  TB2107: {
    severity: 'error',
    exitCode: 2,
    summary: 'an imported key that the bucket cannot use',
    explanation:
      'S3 resolves a bare id or an alias in the account of whoever writes, and uses keys of its own region only. So an existing key is named by its full ARN.',
  },
  TB2108: {
    severity: 'error',
    exitCode: 2,
    summary: 'a shared tenant with a lifecycle of its own',
    explanation:
      'A shared bucket cleans up for all who live in it by one set of rules. A tenant that asks for other days would be cleaned up otherwise than its file says.',
  },
  TB2150: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that is not pinned',
    explanation:
      'The pin file holds what was decided once about a tenant: its stack, its addresses, its names. Synth decides nothing of this anew, so `tenant-buckets pin` has to write the pin first, and the pin belongs into the same commit as the tenant.',
  },
  TB2151: {
    severity: 'error',
    exitCode: 2,
    summary: 'a pinned tenant that stands in no file',
    explanation:
      'Without its entry, the next plan would destroy the tenant’s bucket settings and schedule its key for deletion. `tenant-buckets tenant retire` takes a tenant out of terraform’s hands and destroys nothing. An id that was changed shows as one tenant missing and another not pinned: an id never changes, since bucket, key and roles are named after it.',
  },
  TB2152: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that changes its placement',
    explanation:
      'A bucket and a key cannot leave their account and region. Another placement would mean another bucket and another key, and the old ones destroyed.',
  },
  TB2153: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that changes its isolation',
    explanation:
      'A bucket of one’s own and a prefix in a shared bucket are two places. Objects do not move by themselves, and the old place would be taken down.',
  },
  TB2154: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant whose key changes its owner',
    explanation:
      'A key stays in the account in which it was made. Another owner means another key, and every object stays under the old one until it is written anew.',
  },
  TB2155: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that changes its key',
    explanation:
      'Objects stay under the key that they were written with. With another key named, the policy would refuse what the tenant has and nobody would be let in to the old key.',
  },
  TB2156: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that changes its bucket',
    explanation:
      'The name of a bucket is the bucket. To put `adopt` in or take it out later would make another bucket and let the old one go.',
  },
  TB2157: {
    severity: 'error',
    exitCode: 2,
    summary: 'a retired tenant that is brought back',
    explanation:
      'What a retired tenant had still stands, and terraform no longer knows it: it would try to make it all again. A tenant of another id can take bucket and key over with `adopt`.',
  },
  TB2158: {
    severity: 'error',
    exitCode: 2,
    summary: 'a placement that moves to another account, region or partition, or is gone',
    explanation:
      'The buckets and keys of a placement cannot follow it, and its states would point to nothing. New tenants go to a new placement; the old one stays as long as somebody is pinned there.',
  },
  TB2159: {
    severity: 'error',
    exitCode: 2,
    summary: 'a placement that changes its name prefix',
    explanation:
      'The prefix is part of the name of every bucket, alias and role. Another prefix would replace all of them. A second placement with the same account and region can have it.',
  },
  TB2160: {
    severity: 'error',
    exitCode: 2,
    summary: 'a placement that changes its role path',
    explanation:
      'The path is part of the ARN of every role, so another one replaces all roles and revokes their grants.',
  },
  TB2161: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant that would be built at other addresses',
    explanation:
      'The construct id decides the addresses in terraform’s state. At another address, terraform destroys what stands at the old one.',
  },
  TB2162: {
    severity: 'error',
    exitCode: 2,
    summary: 'a move that names what the tenant no longer has',
    explanation:
      'Between `move` and `move --done`, a tenant that is moved keeps its principals and settings: what the move lets go in one stack, the other has to take over, else it would stand without anybody managing it.',
  },
  TB2163: {
    severity: 'error',
    exitCode: 2,
    summary: 'a move that does not agree with its pin',
    explanation:
      'Pin file and moves file are written together by `tenant-buckets move`. One of them was changed by hand or lost in a merge.',
  },
  TB2170: {
    severity: 'error',
    exitCode: 2,
    summary: 'a tenant’s own key in another account than it says',
    explanation:
      'A tenant that owns its key says in which account, and the key lies there. An ARN of another account would hand the tenant’s data to a key that it does not hold.',
  },
});
