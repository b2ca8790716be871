import { known, parseArn, type Fact } from '../../core';
import type { Replication } from '../facts';
import type { Described } from '../stacks/described';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { follow } from '../world/attachment';

/** Where the objects of a bucket are copied to; before version 4 of the provider the bucket said it itself. */
export function replicationsOf(split: Described | undefined, bucket: Described): Fact<readonly Replication[]> {
  if (split) return ofRules(split.section, 'rule');
  return follow(bucket.section.sections('replication_configuration'), (blocks) =>
    flat(blocks.map((block) => ofRules(block, 'rules'))),
  );
}

function flat<T>(lists: readonly Fact<readonly T[]>[]): Fact<readonly T[]> {
  return follow(together(lists), (all) => known(all.flat()));
}

function ofRules(section: Section, block: string): Fact<readonly Replication[]> {
  return follow(section.sections(block), (rules) => flat(rules.map(ofRule)));
}

function ofRule(rule: Section): Fact<readonly Replication[]> {
  return follow(rule.optionalText('status'), (status) => {
    if (status === 'Disabled') return known([]);
    const id = rule.optionalText('id');
    const name = id.known ? (id.value ?? 'without an id') : 'without an id yet';
    return follow(rule.sections('destination'), (all) => together(all.map((one) => ofDestination(one, name))));
  });
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function ofDestination(destination: Section, rule: string): Fact<Replication> {
  return follow(destination.sections('encryption_configuration'), ([block]) => {
    const inline = destination.optionalText('replica_kms_key_id');
    return known({
      rule,
      destination: follow(destination.text('bucket'), (arn) => known(parseArn(arn)?.resource ?? arn)),
      accountId: accountOf(destination),
      ...keyOf(block?.optionalText('replica_kms_key_id') ?? inline),
    });
  });
}

function accountOf(destination: Section): Fact<string | undefined> {
  return follow(destination.optionalText('account'), (account) =>
    account === undefined ? destination.optionalText('account_id') : known(account),
  );
}

function keyOf(key: Fact<string | undefined>): Pick<Replication, 'keyArn'> {
  if (key.known && key.value === undefined) return {};
  return { keyArn: follow(key, (arn) => known(arn ?? '')) };
}
