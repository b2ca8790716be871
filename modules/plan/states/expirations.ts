import { known, type Fact } from '../../core';
import type { Expiration, ExpirationScope } from '../facts';
import type { Described } from '../stacks/described';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { follow } from '../world/attachment';
import { numberOf } from './numbers';

/** By what rules S3 deletes objects of a bucket; before version 4 of the provider the bucket said it itself. */
export function expirationsOf(split: Described | undefined, bucket: Described): Fact<readonly Expiration[]> {
  const [section, block] = split ? [split.section, 'rule'] : [bucket.section, 'lifecycle_rule'];
  return follow(section.sections(block), (rules) => flat(rules.map(ofRule)));
}

function flat<T>(lists: readonly Fact<readonly T[]>[]): Fact<readonly T[]> {
  return follow(together(lists), (all) => known(all.flat()));
}

function ofRule(rule: Section): Fact<readonly Expiration[]> {
  return follow(isEnabled(rule), (enabled) => {
    if (!enabled) return known([]);
    const id = rule.optionalText('id');
    const name = id.known ? (id.value ?? 'without an id') : 'without an id yet';
    return follow(rule.sections('expiration'), (current) =>
      follow(rule.sections('noncurrent_version_expiration'), (noncurrent) =>
        current.length + noncurrent.length === 0
          ? known([])
          : follow(scopeOf(rule), (scope) =>
              flat([
                ...current.map((one) => expirations(one, { rule: name, of: 'current', scope })),
                ...noncurrent.map((one) => expirations(one, { rule: name, of: 'noncurrent', scope })),
              ]),
            ),
      ),
    );
  });
}

function isEnabled(rule: Section): Fact<boolean> {
  return follow(rule.optionalText('status'), (status) =>
    status === undefined ? rule.flag('enabled', true) : known(status === 'Enabled'),
  );
}

/** An expiry that only takes away delete markers deletes no object. */
function expirations(block: Section, rule: Pick<Expiration, 'rule' | 'of' | 'scope'>): Fact<readonly Expiration[]> {
  return follow(block.optionalText('date'), (date) =>
    follow(daysOf(block), (days) =>
      follow(numberOf(block, 'newer_noncurrent_versions', 0), (keeps): Fact<readonly Expiration[]> => {
        if (date !== undefined) return known([{ ...rule, after: { date }, keeps }]);
        return known(days === undefined || days === 0 ? [] : [{ ...rule, after: { days }, keeps }]);
      }),
    ),
  );
}

function daysOf(block: Section): Fact<number | undefined> {
  return follow(numberOf(block, 'noncurrent_days', undefined), (days) =>
    days === undefined ? numberOf(block, 'days', undefined) : known(days),
  );
}

/** What the rule says itself, as before version 4 of the provider, and what its filter says, alone or together. */
function scopeOf(rule: Section): Fact<ExpirationScope> {
  return follow(rule.sections('filter'), (filters) =>
    follow(flat(filters.map((filter) => filter.sections('and'))), (all) =>
      follow(together([rule, ...filters, ...all].map(partOf)), (parts) => known(joined(parts))),
    ),
  );
}

/** What one block says of a scope. */
interface Part extends Omit<ExpirationScope, 'prefix'> {
  readonly prefix: string | undefined;
}

function partOf(section: Section): Fact<Part> {
  return follow(section.optionalText('prefix'), (prefix) =>
    follow(tagsOf(section), (tags) =>
      follow(numberOf(section, 'object_size_greater_than', 0), (largerThan) =>
        follow(numberOf(section, 'object_size_less_than', 0), (smallerThan) =>
          known({ prefix, tags, largerThan, smallerThan: smallerThan === 0 ? Infinity : smallerThan }),
        ),
      ),
    ),
  );
}

function tagsOf(section: Section): Fact<ExpirationScope['tags']> {
  return follow(section.sections('tag'), (blocks) =>
    follow(together(blocks.map(tagOf)), (pairs) =>
      follow(section.map('tags'), (tags) => known({ ...tags, ...Object.fromEntries(pairs) })),
    ),
  );
}

function tagOf(block: Section): Fact<readonly [string, string]> {
  return follow(block.text('key'), (key) =>
    follow(block.optionalText('value'), (value) => known([key, value ?? ''] as const)),
  );
}

function joined(parts: readonly Part[]): ExpirationScope {
  return {
    prefix: parts.find(({ prefix }) => prefix !== undefined)?.prefix ?? '',
    tags: Object.fromEntries(parts.flatMap(({ tags }) => Object.entries(tags))),
    largerThan: Math.max(...parts.map((one) => one.largerThan)),
    smallerThan: Math.min(...parts.map((one) => one.smallerThan)),
  };
}
