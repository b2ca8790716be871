import { known, type Fact, type Tags } from '../../core';
import type { Described } from '../stacks/described';
import { follow } from './attachment';

/** The tags of a resource, those of the provider's default_tags included. */
export function tagsOf(described: Described): Fact<Tags> {
  const { section } = described;
  return follow(described.defaultTags(), (inherited) =>
    follow(section.map('tags'), (own) => known({ ...inherited, ...own })),
  );
}
