import { known, type Fact, type Tags } from '../../core';
import type { Located } from '../stacks/located';
import { Section } from '../stacks/section';
import { follow } from './attachment';

/** The tags of a resource, those of the provider's default_tags included. */
export function tagsOf({ section, resource }: Located): Fact<Tags> {
  const provider = section.resolver.providerOf(resource) ?? {};
  const defaults = new Section(provider, section.resolver, 'the provider').sections('default_tags');
  const inherited = follow(defaults, ([one]) => (one ? one.map('tags') : known(undefined)));
  return follow(inherited, (fromProvider) => follow(section.map('tags'), (own) => known({ ...fromProvider, ...own })));
}
