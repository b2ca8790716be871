import { entries } from '../entry';

/** TB80xx: what a reviewer of a plan has to know, one code a topic, and what is wrong with suppressions. */
export const reviewEntries = entries({
  TB8001: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that deletes a bucket',
    explanation:
      'S3 deletes only empty buckets, so terraform stops half-way if objects are left, unless `force_destroy` is set: then every object and every version goes first and nothing brings them back. A tenant that leaves is retired instead, which keeps bucket and key and takes them out of the state with a `removed` block.',
  },
  TB8002: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that deletes a bucket and makes it anew',
    explanation:
      'Name and Region of a bucket cannot be changed in place, so terraform deletes it and makes another. The objects do not move along. Keep the argument as it was; if the bucket has to change, make the new one beside the old one and copy the objects first.',
  },
  TB8003: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that schedules a key for deletion',
    explanation:
      'From that moment nobody can read or write anything under the key, and when the window of 7 to 30 days is over nobody ever will: KMS keeps no copy. Until then the deletion can be cancelled. Keep the key as long as any object, version or replica lies under it.',
  },
  TB8004: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that puts another key in the place of one that it deletes',
    explanation:
      'New objects get the new key, but all that lies under the old one becomes unreadable at once and is lost when the window is over. Keep the old key, make the new one beside it, re-encrypt the objects, and delete the old key when nothing lies under it.',
  },
  TB8005: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that disables a key',
    explanation:
      'Reads and writes under a disabled key fail with KMS.DisabledException, except for as long as S3 still holds a Bucket Key. It can be enabled again. To take access away from somebody, revoke a grant instead.',
  },
  TB8006: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that ends the rotation of a key',
    explanation:
      'The key keeps its present material for ever. Rotation costs one dollar a month for the first and for the second rotation and nothing for later ones, and what lies under older material stays readable. Set `enable_key_rotation` again.',
  },
  TB8007: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that shortens the days in which a deleted key can be rescued',
    explanation:
      'The window does nothing until the key is deleted, and then it is the only time in which a mistake can be undone. KMS offers 7 to 30 days; 30 is the default.',
  },
  TB8008: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that weakens the default encryption of a bucket',
    explanation:
      'New objects lie under S3’s own key, under the AWS managed key, or under the key of somebody else, so the tenant’s key no longer decides over them. A default that names a bare id or an alias means a key of whoever writes, and what a bucket policy tests then is not the key’s ARN. Name the tenant’s key by its full ARN.',
  },
  TB8009: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that turns the Bucket Key of a bucket off',
    explanation:
      'S3 then asks KMS for every object, which costs up to a hundred times as much and counts against the account’s request quota. And the encryption context becomes the ARN of each object, which grants and key policies that name the bucket’s ARN do not match. Under `aws:kms:dsse` there is no Bucket Key.',
  },
  TB8010: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that changes the encryption context which S3 sends to KMS',
    explanation:
      'With a Bucket Key S3 sends the bucket’s ARN as `aws:s3:arn`, without one the ARN of each object. Whatever names the other one loses access to new objects. Old objects keep the context under which they were written, so both have to be allowed until every object is re-encrypted. A wildcard such as `arn:aws:s3:::data*` also covers the bucket `data-evil` of somebody else: write the bucket’s ARN, and the same with `/*`.',
  },
  TB8011: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan after which nothing refuses writes under a wrong key',
    explanation:
      'Every write that the bucket refused, such as one under AES256 or under another account’s key, passes after the apply. Default encryption does not help, because a header beats it. Keep the statements that deny those writes.',
  },
  TB8012: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan after which some writes under a wrong key pass',
    explanation:
      'The policy was put to the writes that it has to refuse: AES256, aws:kms without a key, another key, an alias, SSE-C, DSSE, an upload by a form, and a change of default encryption; under both readings of what the key-id condition key holds. The finding names those that pass.',
  },
  TB8013: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a bucket that answers requests without TLS',
    explanation:
      'S3 itself asks for TLS only for objects under SSE-KMS. A statement that denies `s3:*` on the bucket and its objects where `aws:SecureTransport` is false asks for it always. Where no key locks what a bucket holds by default, its objects then travel in clear, and the finding is high.',
  },
  TB8014: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a bucket or key that is opened to the public, or no longer guarded against it',
    explanation:
      'A policy is public when an Allow names everybody and no condition ties it to fixed values. Block Public Access refuses such policies of buckets and ends what they give; turn all four settings on and name the principals. Nothing guards a key, which `*` opens to every account of AWS.',
  },
  TB8015: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a grant without a constraint',
    explanation:
      'The grantee can use the key for whatever it likes, past S3 as well and for data of other buckets under the same key. A constraint on the encryption context `aws:s3:arn` binds the grant to one bucket.',
  },
  TB8016: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a grant whose constraint never matches',
    explanation:
      'A grant compares whole values and knows no wildcards. With a Bucket Key S3 sends the bucket’s ARN; without one it sends the ARN of each object, which no grant can name for all. The grantee gets AccessDenied. Name the bucket’s ARN, and turn the Bucket Key on.',
  },
  TB8017: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a grant that is gone before the next one counts',
    explanation:
      'Nothing of a grant can be changed in place. If the old one is revoked first, the grantee has none until the new one is seen everywhere, which takes up to five minutes. With `create_before_destroy` the new one has to have another name: KMS answers the same name and terms with the old grant, which terraform then revokes.',
  },
  TB8018: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a grant that is revoked',
    explanation:
      'The grantee loses the key within minutes, and later only where S3 still holds a Bucket Key for it. That is how a tenant takes access back; make sure that this is the one that was meant.',
  },
  TB8019: {
    severity: 'warning',
    exitCode: 1,
    summary: 'somebody who gains access',
    explanation:
      'Every principal that the plan or its policies name, one outsider for each account and the anonymous caller were asked about every bucket, prefix and key, before and after. Access to data that is there already is at least high; access to what the same plan creates is for information. What no such question shows is told as well: an Allow or a Deny of a key policy that asks for less or refuses less, and re-encryption by another account, which then reads under a key of its own.',
  },
  TB8020: {
    severity: 'warning',
    exitCode: 1,
    summary: 'somebody who loses access',
    explanation:
      'After the apply a principal is refused what it was allowed before. The reasons name the statement that denies, or the one that is missing.',
  },
  TB8021: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a policy that nobody can repair',
    explanation:
      'A bucket policy that denies everybody can only be deleted by the root user of the account. A key policy that lets nobody call kms:PutKeyPolicy is refused by KMS, or, if the check is bypassed, repaired only by AWS support. Leave an administrator in.',
  },
  TB8022: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a policy or grant that names a principal which is gone',
    explanation:
      'AWS stores a principal by its unique id. When the role is deleted, the policy shows an id such as AROA…, and a role of the same name made later is another one. Take the principal out, or apply the policy again after the role was made.',
  },
  TB8023: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a policy that is too large, or nearly',
    explanation:
      'A bucket policy has at most 20,480 bytes and a key policy 32,768, without white space. AWS refuses more in the middle of the apply. Move Allows to identity policies or grants, or tenants to another bucket.',
  },
  TB8024: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a value that cannot be judged before the apply',
    explanation:
      'The plan holds no value for a policy, an encryption or a setting, because it depends on something that terraform makes. Write computable ARNs as texts instead of references, or give the synthesized stack beside the plan. A policy for a role that the plan does not hold cannot be judged either: nobody knows what else that role may.',
  },
  TB8025: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that changes what tenants cost',
    explanation:
      'The delta is the difference of two estimates from the tenants’ declared workloads, keys and Bucket Keys. What is not declared is unknown and never zero.',
  },
  TB8026: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan after which data is deleted sooner, or guarded less against its loss',
    explanation:
      'A lifecycle rule that is added or shortened also deletes what is old enough already, within days of the apply. Without versioning an expired object is gone; with it the object becomes a noncurrent version and is gone when such versions expire. When versioning ends, whatever is overwritten or deleted from then on is gone. Object Lock keeps new objects for as long as its default retention says. With `force_destroy` the next destroy deletes every object and version.',
  },
  TB8027: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a plan that replicates objects to where the tenant’s lock does not hold',
    explanation:
      'A copy lies under the key that the replication rule names and belongs to whom the destination does. If that is another account, or a key that is not the tenant’s, then the tenant can neither see who reads the copy nor take the access back. Copy under the tenant’s own key, in the same account.',
  },
  TB8030: {
    severity: 'error',
    exitCode: 2,
    summary: 'a suppression that cannot be used',
    explanation:
      'A suppression names a topic or a code of a finding, a reason, and `until`, the last day on which it counts, as YYYY-MM-DD. It can be narrowed by tenant and address.',
  },
  TB8031: {
    severity: 'warning',
    exitCode: 1,
    summary: 'a suppression that has expired',
    explanation:
      'Its last day is over, so its findings count again. Cure what it covered, or decide again and set a later day.',
  },
  TB8032: {
    severity: 'warning',
    exitCode: 0,
    summary: 'a suppression that covers nothing',
    explanation:
      'No finding of this review matches it. Take it out when the cause is gone, so that it does not cover the next one silently.',
  },
});
