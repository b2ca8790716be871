import { anyOne, anyRun, globTest, literalGlob, type TextTest } from '../language/glob';

const star = 42;
const questionMark = 63;

/** Tests texts against a pattern with `*` and `?` and nothing else that is special. */
export function wildcardTest(pattern: string): TextTest {
  return globTest(literalGlob(pattern).map((unit) => (unit === star ? anyRun : unit === questionMark ? anyOne : unit)));
}
