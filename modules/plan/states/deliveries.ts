import { known, parseArn, type Fact } from '../../core';
import type { Delivery } from '../facts';
import type { Described } from '../stacks/described';
import type { Section } from '../stacks/section';
import { follow } from '../world/attachment';
import type { EffectiveResources } from './effective-resources';

type Read = (resource: Described) => readonly Delivery[];

/** What moves objects by itself, by the type of resource that says so. */
const readers: readonly (readonly [string, Read])[] = [
  ['aws_s3_bucket', replications],
  ['aws_s3_bucket_replication_configuration', replicationsOf],
  ['aws_s3_bucket_inventory', inventories],
  ['aws_s3_bucket_logging', accessLogs],
  ['aws_kinesis_firehose_delivery_stream', firehoses],
  ['aws_cloudtrail', trails],
];

/** What writes to or reads from buckets for S3 or another service, on one side of a plan. */
export function deliveriesOf(resources: EffectiveResources): readonly Delivery[] {
  return [
    ...readers.flatMap(([type, read]) => resources.all(type).flatMap(read)),
    ...resources.planned.data('terraform_remote_state').flatMap(remoteStates),
  ];
}

/** Before version 4 of the provider the bucket said it itself. */
function replications({ section, path }: Described): readonly Delivery[] {
  return blocks(section, 'replication_configuration').flatMap((block) =>
    ofRules(block, 'rules', section.text('bucket'), path),
  );
}

function replicationsOf({ section, path }: Described): readonly Delivery[] {
  return ofRules(section, 'rule', section.text('bucket'), path);
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function ofRules(section: Section, rules: string, source: Fact<string>, address: string): readonly Delivery[] {
  const role = section.text('role');
  return blocks(section, rules).flatMap((rule) =>
    blocks(rule, 'destination').map((destination): Delivery => {
      const [inline, encryption] = [
        destination.optionalText('replica_kms_key_id'),
        blocks(destination, 'encryption_configuration')[0],
      ];
      const key = encryption?.optionalText('replica_kms_key_id') ?? inline;
      return {
        kind: 'replication',
        address,
        buckets: names(source, bucketOfArn(destination.text('bucket'))),
        role,
        ...keyOf(key),
      };
    }),
  );
}

function inventories({ section, path: address }: Described): readonly Delivery[] {
  return blocks(section, 'destination').flatMap((destination) =>
    blocks(destination, 'bucket').map((target): Delivery => {
      const [sseKms] = blocks(target, 'encryption').flatMap((one) => blocks(one, 'sse_kms'));
      const buckets = names(bucketOfArn(target.text('bucket_arn')));
      return { kind: 'inventory', address, buckets, ...keyOf(sseKms?.optionalText('key_id')) };
    }),
  );
}

function accessLogs({ section, path: address }: Described): readonly Delivery[] {
  return [{ kind: 'accessLog', address, buckets: names(section.text('target_bucket')) }];
}

function firehoses({ section, path: address }: Described): readonly Delivery[] {
  return ['extended_s3_configuration', 's3_configuration'].flatMap((block) =>
    blocks(section, block).map((one): Delivery => ({
      kind: 'firehose',
      address,
      buckets: names(bucketOfArn(one.text('bucket_arn'))),
      role: one.text('role_arn'),
      ...keyOf(one.optionalText('kms_key_arn')),
    })),
  );
}

function trails({ section, path: address }: Described): readonly Delivery[] {
  const buckets = names(section.text('s3_bucket_name'));
  return [{ kind: 'cloudTrail', address, buckets, ...keyOf(section.optionalText('kms_key_id')) }];
}

/** What another stack keeps in a bucket is read by whoever runs terraform, or by the role that is named. */
function remoteStates({ section, path: address }: Described): readonly Delivery[] {
  const [backend] = [section.text('backend')];
  const [config] = blocks(section, 'config');
  if (!backend.known || backend.value !== 's3' || !config) return [];
  const role = config.optionalText('role_arn');
  return [
    {
      kind: 'terraformState',
      address,
      buckets: names(config.text('bucket')),
      ...(role.known && role.value !== undefined && { role: known(role.value) }),
      ...keyOf(config.optionalText('kms_key_id')),
    },
  ];
}

function blocks(section: Section, name: string): readonly Section[] {
  const found = section.sections(name);
  return found.known ? found.value : [];
}

function names(...buckets: readonly Fact<string>[]): readonly string[] {
  return [...new Set(buckets.flatMap((one) => (one.known ? one.value : [])))];
}

function bucketOfArn(arn: Fact<string>): Fact<string> {
  return follow(arn, (text) => known(parseArn(text)?.resource ?? text));
}

function keyOf(key: Fact<string | undefined> | undefined): Pick<Delivery, 'keyArn'> {
  if (!key || (key.known && key.value === undefined)) return {};
  return { keyArn: follow(key, (arn) => known(arn ?? '')) };
}
