import { known, type Fact } from '../../core';
import type { Retention } from '../facts';
import type { Described } from '../stacks/described';
import type { Section } from '../stacks/section';
import { together } from '../stacks/together';
import { follow } from '../world/attachment';
import { numberOf } from './numbers';

/** How long Object Lock keeps new objects of a bucket; before version 4 of the provider the bucket said it itself. */
export function retentionOf(split: Described | undefined, bucket: Described): Fact<Retention | undefined> {
  if (split) return ofRules(split.section);
  return follow(bucket.section.sections('object_lock_configuration'), ([inline]) =>
    inline ? ofRules(inline) : known(undefined),
  );
}

function ofRules(section: Section): Fact<Retention | undefined> {
  return follow(section.sections('rule'), (rules) =>
    follow(together(rules.map((rule) => rule.sections('default_retention'))), (blocks) => {
      const [byDefault] = blocks.flat();
      return byDefault ? read(byDefault) : known(undefined);
    }),
  );
}

function read(byDefault: Section): Fact<Retention> {
  return follow(byDefault.text('mode'), (mode) =>
    follow(numberOf(byDefault, 'years', 0), (years) =>
      follow(numberOf(byDefault, 'days', 0), (days) => known({ mode, days: days + 365 * years })),
    ),
  );
}
