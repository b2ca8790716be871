import { known, unknown, type Fact } from '../../core';
import type { Section } from '../stacks/section';
import { follow } from '../world/attachment';

/** A number, also as text, as older providers have it; one that is not written is `otherwise`. */
export function numberOf<T extends number | undefined>(
  section: Section,
  argument: string,
  otherwise: T,
): Fact<number | T> {
  return follow(section.value(argument), (value): Fact<number | T> => {
    if (value === undefined || value === '') return known(otherwise);
    const number = typeof value === 'string' ? Number(value) : value;
    return typeof number === 'number' && !Number.isNaN(number)
      ? known(number)
      : unknown(`the ${argument} of ${section.name} is no number`);
  });
}
