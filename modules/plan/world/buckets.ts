import {
  describeBucket,
  known,
  unknown,
  type Bucket,
  type DefaultEncryption,
  type Fact,
  type ObjectOwnership,
  type PublicAccessBlock,
} from '../../core';
import type { Described, Resources } from '../stacks/described';
import type { Place } from '../stacks/place';
import type { Section } from '../stacks/section';
import { AttachmentsOfLists, follow, type Attachments } from './attachment';
import { Kept } from './kept';
import { once } from './lazy-map';
import { readEach, type Reading } from './reading';

/** A bucket by its name, and where it is. */
export interface NamedPlace {
  readonly name: string;
  readonly place: Place;
}

/** The buckets of the stacks with all that is said about them. */
export function bucketsOf(resources: Resources, kept = new Kept<Bucket>()): Reading<NamedPlace, Bucket> {
  const { source } = resources;
  const read = (bucket: Described, { name, place }: NamedPlace) => {
    const about = (type: string) => aboutBuckets(resources, type).only(name);
    const policy = about('aws_s3_bucket_policy');
    const encryption = about('aws_s3_bucket_server_side_encryption_configuration');
    const block = about('aws_s3_bucket_public_access_block');
    const ownership = about('aws_s3_bucket_ownership_controls');
    return kept.of(bucket, [policy, encryption, block, ownership], () => {
      const rule = onlyRule(encryption, bucket.section);
      const described = describeBucket({
        ...place,
        name,
        encryption: follow(rule, (one) => (one ? encryptionOf(one) : known({ algorithm: 'AES256' as const }))),
        blockedEncryptionTypes: follow(rule, (one) => blockedTypes(one, source)),
        publicAccessBlock: follow(block, (one) => publicAccessBlock(one, source)),
        objectOwnership: follow(ownership, (one) => ownershipOf(one, source)),
      });
      const document = once(() => policyOf(policy, bucket.section));
      return {
        ...described,
        get policy() {
          return document();
        },
      };
    });
  };
  return readEach(resources.all('aws_s3_bucket'), namedPlace, ({ name }) => name, read);
}

const byBucket = new AttachmentsOfLists(({ section }) => section.text('bucket'));

/** The resources of a type that name a bucket. */
export function aboutBuckets(resources: Resources, type: string): Attachments {
  return byBucket.of(resources.all(type));
}

function namedPlace({ section, place }: Described): Fact<NamedPlace> {
  return follow(section.text('bucket'), (name) => follow(place, (at) => known({ name, place: at })));
}

/** The policy may still stand in the bucket itself, as it did before version 4 of the provider. */
function policyOf(attached: Fact<Described | undefined>, bucket: Section): Fact<unknown> {
  return follow(attached, (located) => (located?.section ?? bucket).document('policy'));
}

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration */
function onlyRule(attached: Fact<Described | undefined>, bucket: Section): Fact<Section | undefined> {
  return follow(attached, (located) => {
    if (located) return follow(located.section.sections('rule'), ([rule]) => known(rule));
    const inline = bucket.sections('server_side_encryption_configuration');
    return follow(inline, ([configuration]) =>
      configuration ? follow(configuration.sections('rule'), ([rule]) => known(rule)) : known(undefined),
    );
  });
}

function encryptionOf(rule: Section): Fact<DefaultEncryption> {
  return follow(rule.sections('apply_server_side_encryption_by_default'), ([byDefault]) => {
    if (!byDefault) return known({ algorithm: 'AES256' });
    return follow(byDefault.text('sse_algorithm'), (algorithm): Fact<DefaultEncryption> => {
      if (algorithm === 'AES256') return known({ algorithm });
      if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse')
        return unknown(`${byDefault.name} has the algorithm "${algorithm}"`);
      const keyId = byDefault.optionalText('kms_master_key_id');
      return known({
        algorithm,
        bucketKeyEnabled: bucketKeyOf(rule, algorithm),
        ...(keyId.known && keyId.value === undefined ? {} : { keyId: follow(keyId, (id) => known(id ?? '')) }),
      });
    });
  });
}

/** There is none under DSSE, whatever is written. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingDSSEncryption.html */
function bucketKeyOf(rule: Section, algorithm: string): Fact<boolean> {
  return algorithm === 'aws:kms:dsse' ? known(false) : rule.flag('bucket_key_enabled', false);
}

function blockedTypes(rule: Section | undefined, source: string): Fact<readonly 'SSE-C'[]> {
  const written = rule ? rule.value('blocked_encryption_types') : known(undefined);
  return follow(written, (types) => {
    if (!Array.isArray(types)) return unknown(`what encryption AWS blocks in the bucket by itself is not in ${source}`);
    return known(types.includes('SSE-C') ? (['SSE-C'] as const) : []);
  });
}

function publicAccessBlock(located: Described | undefined, source: string): Fact<PublicAccessBlock> {
  if (!located) return unknown(`nothing in ${source} sets the Block Public Access of the bucket`);
  const { section } = located;
  return follow(section.flag('block_public_policy', false), (blockPublicPolicy) =>
    follow(section.flag('restrict_public_buckets', false), (restrictPublicBuckets) =>
      known({ blockPublicPolicy, restrictPublicBuckets }),
    ),
  );
}

const ownerships: readonly ObjectOwnership[] = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'];

function ownershipOf(located: Described | undefined, source: string): Fact<ObjectOwnership> {
  if (!located) return unknown(`nothing in ${source} sets the object ownership of the bucket`);
  const { section } = located;
  return follow(section.sections('rule'), ([rule]) => {
    if (!rule) return unknown(`${section.name} has no rule`);
    return follow(rule.text('object_ownership'), (text) => {
      const ownership = ownerships.find((one) => one === text);
      return ownership ? known(ownership) : unknown(`${section.name} has the ownership "${text}"`);
    });
  });
}
