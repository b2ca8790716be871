import { known, type Fact, type Tags } from '../../core';
import type { Described, Resources } from './described';
import { Resolver } from './resolver';
import { Section } from './section';
import { symbolOf, type StackDocument, type StackResource } from './stack-document';

/** One resource with its arguments and its place. */
export interface Located extends Described {
  readonly resource: StackResource;
  readonly resolver: Resolver;
}

/** The resources of all stacks by their type. */
export class LocatedResources implements Resources {
  readonly source = 'the stacks';
  readonly #byType = new Map<string, Located[]>();

  constructor(stacks: readonly StackDocument[]) {
    for (const stack of stacks) {
      const resolver = new Resolver(stack);
      for (const [address, resource] of stack.resources) {
        const ofType = this.#byType.get(resource.type) ?? [];
        ofType.push({
          resource,
          resolver,
          symbol: symbolOf(resource),
          path: `${stack.name}/${address}`,
          place: resolver.placeOf(resource),
          section: new Section(resource.fields, resolver, address),
          defaultTags: () => defaultTags(resource, resolver),
        });
        this.#byType.set(resource.type, ofType);
      }
    }
  }

  all(type: string): readonly Located[] {
    return this.#byType.get(type) ?? [];
  }
}

function defaultTags(resource: StackResource, resolver: Resolver): Fact<Tags> {
  const provider = new Section(resolver.providerOf(resource) ?? {}, resolver, 'the provider');
  const blocks = provider.sections('default_tags');
  if (!blocks.known) return blocks;
  const tags = blocks.value[0]?.map('tags') ?? known(undefined);
  return tags.known ? known(tags.value ?? {}) : tags;
}
