import type { Fact, Tags } from '../../core';
import type { Place } from './place';
import type { Section } from './section';

/** One resource as those see it who build a world: whether it stands in a stack or in a plan. */
export interface Described {
  /** Its name in all that was read; stands for ids that AWS gives out on creation. */
  readonly symbol: string;
  /** Where a reader finds it. */
  readonly path: string;
  readonly place: Fact<Place>;
  readonly section: Section;
  /** Whether the thing is there and terraform has forgotten it. @default false */
  readonly unmanaged?: boolean;
  /** What it inherits from its provider. */
  defaultTags(): Fact<Tags>;
}

/** Resources by their type. */
export interface Resources {
  /** Such as `the stacks`, for reasons. */
  readonly source: string;
  all(type: string): readonly Described[];
}
