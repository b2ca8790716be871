import { describe, expect, test } from '@jest/globals';
import { topics } from '../../modules/review';
import { accessPrecedences } from '../../modules/review/access/causes';
import type { Draft } from '../../modules/review/draft';
import { precedences, withoutEffects } from '../../modules/review/precedence';

function draft(topic: Draft['topic'], ...about: Draft['about']): Draft {
  return { topic, severity: 'high', message: topic, fix: '', about };
}

describe('precedence', () => {
  test('never goes round in a circle', () => {
    const over = (topic: string, seen: readonly string[] = []): readonly string[] =>
      seen.includes(topic)
        ? [topic]
        : precedences
            .filter((one) => one.topic === topic)
            .flatMap((one) => one.over.flatMap((next) => over(next, [...seen, topic])));
    expect(Object.keys(topics).flatMap((topic) => over(topic))).toEqual([]);
  });

  test('is said once for a topic and the accesses that it explains', () => {
    const rules = accessPrecedences.map(({ topic, over }) => `${topic} ${over}`);
    expect(new Set(rules).size).toBe(rules.length);
  });

  test('lets a cause take the place of its effects on the same thing alone', () => {
    const cause = draft('bucket-deleted', 'bucket:a');
    const [same, other] = [draft('tls-not-required', 'bucket:a'), draft('tls-not-required', 'bucket:b')];
    expect(withoutEffects([same, other, cause])).toEqual([other, cause]);
  });
});
