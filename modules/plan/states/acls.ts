import { known, type Fact } from '../../core';
import type { BucketAcl } from '../facts';
import type { Described } from '../stacks/described';
import { follow } from '../world/attachment';
import { aboutBuckets } from '../world/buckets';
import type { EffectiveResources } from './effective-resources';

/** Canned ACLs that let in people of no account in particular. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const canned: ReadonlyMap<string, readonly string[]> = new Map([
  ['public-read', ['AllUsers']],
  ['public-read-write', ['AllUsers']],
  ['authenticated-read', ['AuthenticatedUsers']],
]);

/** The ACLs that are written for the buckets of a side, by the bucket's name. */
export function aclsOf({ planned }: EffectiveResources): ReadonlyMap<string, BucketAcl> {
  const acls = aboutBuckets(planned, 'aws_s3_bucket_acl');
  const found = new Map<string, BucketAcl>();
  for (const bucket of planned.all('aws_s3_bucket')) {
    const name = bucket.section.text('bucket');
    const [written = bucket] = name.known ? acls.of(name.value) : [];
    if (name.known) found.set(name.value, { address: written.path, publicGroups: publicGroupsOf(written) });
  }
  return found;
}

function publicGroupsOf({ section }: Described): Fact<readonly string[]> {
  return follow(section.optionalText('acl'), (acl) =>
    acl !== undefined
      ? known(canned.get(acl) ?? [])
      : follow(section.value('access_control_policy'), (policy) => known(groupsIn(policy))),
  );
}

/** The public groups among the grantees of an ACL that is written out. */
function groupsIn(policy: unknown): readonly string[] {
  const uris = JSON.stringify(policy ?? null).matchAll(/\/groups\/global\/(AllUsers|AuthenticatedUsers)"/g);
  return [...new Set([...uris].flatMap(([, group]) => group ?? []))];
}
