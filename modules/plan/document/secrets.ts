import { isAccountId } from '../../core';
import { isJsonObject } from '../stacks/json';

const none: readonly string[] = [];

/** The texts in a value that are marked as sensitive, as far as they tell anything. */
export function markedTexts(value: unknown, marks: unknown): readonly string[] {
  if (typeof marks !== 'object' && marks !== true) return none;
  const found: string[] = [];
  collect(value, marks, found);
  return found;
}

/** Hardly anything is marked, so that nothing is made on the way. */
function collect(value: unknown, marks: unknown, found: string[]): void {
  if (marks === true) {
    found.push(...textsIn(value).filter(isTelling));
  } else if (Array.isArray(marks) && Array.isArray(value)) {
    const list: readonly unknown[] = value;
    marks.forEach((mark, at) => collect(list[at], mark, found));
  } else if (isJsonObject(marks) && isJsonObject(value)) {
    for (const name of Object.keys(marks)) if (Object.hasOwn(value, name)) collect(value[name], marks[name], found);
  }
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** Accounts, regions and short words stand everywhere: to hide each of them would hide the plan. */
function isTelling(text: string): boolean {
  return text.length >= 5 && !isAccountId(text) && !/^[a-z]{2,4}(-[a-z]+)+-\d$/.test(text);
}
