import type { Fact } from '../../core';
import type { Place } from './place';
import { Resolver } from './resolver';
import { Section } from './section';
import type { StackDocument, StackResource } from './stack-document';

/** One resource with its arguments and its place. */
export interface Located {
  readonly resource: StackResource;
  /** `STACK/TYPE.ID` */
  readonly path: string;
  readonly place: Fact<Place>;
  readonly section: Section;
}

/** The resources of all stacks by their type. */
export class LocatedResources {
  readonly #byType = new Map<string, Located[]>();

  constructor(stacks: readonly StackDocument[]) {
    for (const stack of stacks) {
      const resolver = new Resolver(stack);
      for (const [address, resource] of stack.resources) {
        const ofType = this.#byType.get(resource.type) ?? [];
        ofType.push({
          resource,
          path: `${stack.name}/${address}`,
          place: resolver.placeOf(resource),
          section: new Section(resource.fields, resolver, address),
        });
        this.#byType.set(resource.type, ofType);
      }
    }
  }

  all(type: string): readonly Located[] {
    return this.#byType.get(type) ?? [];
  }
}
