import { isAccountId } from '../../core';
import { isJsonObject } from '../stacks/json';

const none: readonly string[] = [];

/** The texts in a value that are marked as sensitive, as far as they tell anything. */
export function markedTexts(value: unknown, marks: unknown): readonly string[] {
  if (marks === undefined || marks === false) return none;
  if (marks === true) return textsIn(value).filter(isTelling);
  if (Array.isArray(marks) && Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return marks.flatMap((mark, at) => markedTexts(list[at], mark));
  }
  if (!isJsonObject(marks) || !isJsonObject(value)) return [];
  return Object.keys(marks).flatMap((name) =>
    Object.hasOwn(value, name) ? markedTexts(value[name], marks[name]) : [],
  );
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
