/**
 * What an editor shows beside a key of a file, by the path of the key; `[]` stands for each of a list. Defaults that the
 * schema itself carries are not repeated, units and consequences are.
 */
export const tenantFields: { readonly [path: string]: string } = {
  tenants: 'One entry per tenant. A file holds as many as you like, a folder as many files.',
  'tenants[].id':
    'Part of the names of bucket, key and roles. It never changes: another id is another tenant, with another key.',
  'tenants[].state':
    'active: principals are let in. suspended: nobody is, and everything stays. retiring: as active, tagged as on its way out. retired: Terraform forgets it and destroys nothing; it never comes back.',
  'tenants[].placement':
    'Where the tenant lives: the name of a placement of this environment. It cannot move to another.',
  'tenants[].residency': 'Regions that the data may be in. The placement has to be in one of them. Default: any.',
  'tenants[].isolation':
    'dedicated: a bucket of its own. shared: a prefix of its own in a bucket shared with others, locked with its own key all the same. It cannot be changed later.',
  'tenants[].enforcement':
    'standard: writes under another key or algorithm are refused, those that name none get the default key. strict: also every write whose key cannot be seen is refused.',
  'tenants[].key': 'Whose key locks the data. It cannot be changed later: another key is another lock.',
  'tenants[].key.owner':
    'platform: made here, in the account of the placement. tenant: made by the tenant in its own account, who can take it back.',
  'tenants[].key.rotationDays': 'Days between rotations of a key of the platform. Default: 365.',
  'tenants[].key.deletionWindowDays':
    'Days in which a deleted key of the platform can still be rescued. Default: 30, the longest that KMS offers.',
  'tenants[].key.account': 'Account of a tenant that owns its key: twelve digits, in quotes.',
  'tenants[].key.arn':
    'Full ARN of a key that the tenant owns. Until it is there the tenant is pending and nobody can write.',
  'tenants[].principals': 'Who reads and writes. Default: nobody. Somebody who does both stands here twice.',
  'tenants[].principals[].access':
    'reader: get objects and their versions, list the bucket, decrypt. writer: put objects, also in parts, and no reading.',
  'tenants[].principals[].arn': 'An existing role, user or account root, in any account. Either this or create.',
  'tenants[].principals[].create': 'A role to be made in the account of the placement. Either this or arn.',
  'tenants[].principals[].create.name':
    'Last part of the name of the role, up to 20 characters. Default: the access. Another name is another role.',
  'tenants[].principals[].create.trust': 'ARNs of the roles, users or account roots that may assume the role.',
  'tenants[].principals[].when': 'Lets the principal in only while it carries what is asked.',
  'tenants[].principals[].when.principalTag': 'Tags that the calling principal must carry, each with this very value.',
  'tenants[].lifecycle': 'When S3 cleans up by itself. Of a shared bucket the pool decides.',
  'tenants[].lifecycle.noncurrentDays': 'Days after which an overwritten or deleted version is gone for good.',
  'tenants[].lifecycle.abortUploadDays': 'Days after which the parts of an unfinished upload are removed.',
  'tenants[].lifecycle.expirationDays':
    'Days after which an object is deleted, more than those of the last transition; its version stays noncurrentDays longer. Default: never.',
  'tenants[].lifecycle.transitions':
    'When objects move to colder storage, each later and colder than the one before. Default: never.',
  'tenants[].lifecycle.transitions[].storageClass': 'Where to. Retrieval from the colder ones takes time and costs.',
  'tenants[].lifecycle.transitions[].days':
    'Days after the object was written; from 30 for STANDARD_IA, and for what follows it 30 more.',
  'tenants[].lifecycle.objectLock':
    'Locks every new version. It cannot be taken off the bucket again. Default: no lock.',
  'tenants[].lifecycle.objectLock.mode':
    'GOVERNANCE: those with a permission of their own can shorten it. COMPLIANCE: nobody can, not even the root user.',
  'tenants[].lifecycle.objectLock.days':
    'Days for which a version is locked after it was written. noncurrentDays has to be at least as many.',
  'tenants[].workload': 'What the tenant will do, for estimates of cost. It changes nothing that is deployed.',
  'tenants[].workload.readsPerMonth': 'GET requests a month.',
  'tenants[].workload.writesPerMonth': 'PUT requests a month.',
  'tenants[].workload.requesters':
    'Different roles, or sessions under different policies, that read and write: each costs calls to KMS of its own.',
  'tenants[].workload.storedGigabytes': 'Gigabytes at rest.',
  'tenants[].adopt': 'Takes over a bucket and a key that exist, in the account and region of the placement.',
  'tenants[].adopt.bucket': 'Name of the bucket.',
  'tenants[].adopt.keyArn': 'Full ARN of the key that its objects are to be locked with.',
  'tenants[].adopt.policy':
    'merge: the statements of the bucket policy stay beside ours. replace: they go, whatever they allowed.',
  'tenants[].adopt.lifecycle': 'merge: the rules of the bucket stay beside ours. replace: they go.',
  'tenants[].adopt.context':
    'both: the key also takes the ARNs of objects, for those written before the Bucket Key was on; this does not enforce Bucket Keys. bucket: once everything is re-encrypted.',
  'tenants[].tags': 'On every resource of the tenant that takes tags, beside those of the environment.',
};

/** The same for the file of pins, which is written by a command and read by people. */
export const pinFields: { readonly [path: string]: string } = {
  version: 'Of this format.',
  placements: 'What names and addresses rest on, as it was when the first tenant was pinned. It never changes.',
  'placements.*.account': 'Twelve digits.',
  'placements.*.region': 'Region of every bucket and key of the placement.',
  'placements.*.partition': 'aws, aws-cn or aws-us-gov.',
  'placements.*.prefix': 'First part of every bucket name.',
  'placements.*.rolePath': 'Path of the roles that are made.',
  tenants: 'Where each tenant lives. Only `tenant-buckets pin` writes here.',
  'tenants.*.placement': 'Name of its placement.',
  'tenants.*.shard': 'Number of the stack of a dedicated tenant. `tenant-buckets move` changes it.',
  'tenants.*.pool': 'Number of the shared bucket of a shared tenant. It never changes.',
  'tenants.*.key': 'platform, or the account of a tenant that owns its key.',
  'tenants.*.construct': 'First part of the Terraform addresses of its resources.',
  'tenants.*.bucket': 'Name of its bucket.',
  'tenants.*.keyArn': 'The key that a tenant brought, once it was there.',
  'tenants.*.objectLock': 'Whether versions were locked: a lock never comes off a bucket.',
  'tenants.*.retired': 'Whether it was given out of Terraform. A retired tenant never comes back under its id.',
};

export const suppressionFields: { readonly [path: string]: string } = {
  suppressions: 'Findings that do not count for a while. One that has expired, or hides nothing any more, is told.',
  'suppressions[].code': 'The code of the finding, such as TB8018. Either this or topic.',
  'suppressions[].topic': 'What the finding is about, such as grant-removed. Either this or code.',
  'suppressions[].tenant': 'Only findings about this tenant. Default: about any.',
  'suppressions[].address': 'Only findings at this resource. Default: at any.',
  'suppressions[].reason': 'Why it is accepted, and by whom. It stands in every report.',
  'suppressions[].until': 'Last day on which it counts, such as 2027-01-31. The day after, the finding is back.',
};
