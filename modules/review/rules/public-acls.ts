import type { BucketAcl } from '../../plan';
import { placed, type Draft } from '../draft';
import { valueOf, type BucketPair, type Reviewed } from '../reviewed';
import { listed, ofTenant } from '../words';

/** Buckets that an ACL opens to everybody. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
export function publicAcls(reviewed: Reviewed): readonly Draft[] {
  const { before, after } = reviewed;
  return reviewed.buckets.flatMap((pair): readonly Draft[] => {
    const [was, is] = [before.acls?.get(pair.id), after.acls?.get(pair.id)];
    const groups = groupsIn(is, pair.after);
    const [wasIgnored, isIgnored] = [ignores(pair.detailBefore), ignores(pair.detailAfter)];
    const isOld = groupsIn(was, pair.before).length > 0 && (isIgnored || !wasIgnored);
    return is && groups.length > 0 && !isOld ? [draftOf(reviewed, pair, is.address, { groups, isIgnored })] : [];
  });
}

function draftOf(
  { vended }: Reviewed,
  { id }: BucketPair,
  address: string,
  { groups, isIgnored }: { readonly groups: readonly string[]; readonly isIgnored: boolean },
): Draft {
  const tenant = vended.ofBucket(id);
  return {
    topic: 'public-access',
    severity: isIgnored ? 'high' : 'critical',
    message: `the ACL of ${ofTenant(`bucket ${id}`, tenant)} lets in ${listed(groups.map(groupName))}${isIgnored ? '; Block Public Access refuses or ignores it' : ''}`,
    fix: 'take the ACL away, set object_ownership = "BucketOwnerEnforced", and name principals in the bucket policy',
    about: [`bucket:${id}`],
    ...placed(tenant, address),
  };
}

/** Whom an ACL lets in, where ACLs count. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
function groupsIn(acl: BucketAcl | undefined, bucket: BucketPair['after']): readonly string[] {
  const hasNone = valueOf(bucket?.objectOwnership) === 'BucketOwnerEnforced';
  return hasNone ? [] : (valueOf(acl?.publicGroups) ?? []);
}

function ignores(detail: BucketPair['detailAfter']): boolean {
  const settings = valueOf(detail?.publicAccess);
  return settings?.ignorePublicAcls === true || settings?.blockPublicAcls === true;
}

function groupName(group: string): string {
  return group === 'AllUsers' ? 'everybody' : 'everybody who has any account of AWS';
}
