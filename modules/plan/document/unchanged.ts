const beginning = '"change":{"actions":["no-op"],"before":';
const afterwards = ',"after":';

/**
 * The text of a change that changes nothing, as terraform writes it, without what is there afterwards: it says the same as
 * what was there before, and is half of most plans. Any other text stays as it is.
 */
export function withoutSecondSide(text: string): string {
  const start = text.indexOf(beginning);
  if (start < 0) return text;
  const from = start + beginning.length;
  const to = text.indexOf(afterwards, from);
  if (to < 0) return text;
  const second = to + afterwards.length;
  // Where its name stands once more, this may be that of something inside the first side.
  if (text.includes(afterwards, second)) return text;
  const end = second + to - from;
  const isEnd = text[end] === ',' || text[end] === '}';
  return isEnd && text.startsWith(text.slice(from, to), second) ? text.slice(0, to) + text.slice(end) : text;
}
