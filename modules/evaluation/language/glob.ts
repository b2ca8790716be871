/** A pattern character by character: char codes, or one of the two wildcards. */
export type Glob = readonly number[];

export const anyRun = -1;
export const anyOne = -2;

export type TextTest = (text: string) => boolean;

const asterisk = 42;
const colon = 58;
const questionMark = 63;

export function literalGlob(text: string): number[] {
  const glob: number[] = [];
  for (let index = 0; index < text.length; index += 1) glob.push(text.charCodeAt(index));
  return glob;
}

/** Reads `*` and `?` as wildcards. */
export function wildGlob(text: string): Glob {
  return literalGlob(text).map((unit) => (unit === asterisk ? anyRun : unit === questionMark ? anyOne : unit));
}

/** The text a pattern stands for when it has no wildcard. */
export function literalOf(glob: Glob): string | undefined {
  return glob.some((unit) => unit < 0) ? undefined : textOf(glob);
}

/** What texts begin with when a pattern has one wildcard, a `*` at its end. */
export function prefixOf(glob: Glob): string | undefined {
  const wild = glob.findIndex((unit) => unit < 0);
  return glob[wild] === anyRun && wild === glob.length - 1 ? textOf(glob.slice(0, wild)) : undefined;
}

/** Compiles a pattern; `*` crosses everything. */
export function globTest(glob: Glob): TextTest {
  const whole = literalOf(glob);
  if (whole !== undefined) return (text) => text === whole;
  const prefix = prefixOf(glob);
  return prefix === undefined ? (text) => matchesGlob(glob, text) : (text) => text.startsWith(prefix);
}

/**
 * Matches without backtracking beyond the last `*`: what an earlier one took never has to be given back, so that the
 * time is bounded by text length times the longest stretch between two `*`.
 */
export function matchesGlob(glob: Glob, text: string): boolean {
  let at = 0;
  let here = 0;
  let retryAt = -1;
  let retryHere = 0;
  while (here < text.length) {
    const unit = glob[at];
    if (unit === anyRun) {
      at += 1;
      retryAt = at;
      retryHere = here;
    } else if (unit === anyOne || unit === text.charCodeAt(here)) {
      at += 1;
      here += 1;
    } else if (retryAt >= 0) {
      retryHere += 1;
      at = retryAt;
      here = retryHere;
    } else {
      return false;
    }
  }
  while (glob[at] === anyRun) at += 1;
  return at === glob.length;
}

/** Whether a pattern has the six parts of an ARN; a bare `*` stands for every ARN. */
export function isArnGlob(glob: Glob): boolean {
  return isBareWildcard(glob) || splitArn(glob).heads.length === 5;
}

/** Whether a text without wildcards has the six parts of an ARN. */
export function isArnText(text: string): boolean {
  return text.split(':', 6).length === 6;
}

/**
 * Compiles an ARN pattern: six parts, each matched on its own, the sixth taking the rest.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function arnTest(glob: Glob): TextTest {
  if (isBareWildcard(glob)) return isArnText;
  const { heads, tail } = splitArn(glob);
  const headTests = heads.map((head) => globTest(head));
  const tailTest = globTest(tail);
  return (text) => {
    let start = 0;
    for (const test of headTests) {
      const end = text.indexOf(':', start);
      if (end < 0 || !test(text.slice(start, end))) return false;
      start = end + 1;
    }
    return tailTest(text.slice(start));
  };
}

export function textOf(glob: Glob): string {
  return glob.map((unit) => String.fromCharCode(unit)).join('');
}

function isBareWildcard(glob: Glob): boolean {
  return glob.length === 1 && glob[0] === anyRun;
}

/** The first five parts, as far as there are so many, and the rest. */
function splitArn(glob: Glob): { readonly heads: readonly Glob[]; readonly tail: Glob } {
  const heads: Glob[] = [];
  let start = 0;
  for (let index = 0; index < glob.length && heads.length < 5; index += 1) {
    if (glob[index] !== colon) continue;
    heads.push(glob.slice(start, index));
    start = index + 1;
  }
  return { heads, tail: glob.slice(start) };
}
