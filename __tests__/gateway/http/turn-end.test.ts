import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { turnEnd } from '../../../modules/gateway/http/turn-end';

describe('the end of a turn', () => {
  test('is one for all who wait in a turn, and comes after what the turn still does', async () => {
    const order: string[] = [];
    const waits = ['first', 'second'].map(async (name) => {
      await turnEnd();
      order.push(name);
    });
    await Promise.resolve().then(() => order.push('a microtask'));
    process.nextTick(() => order.push('a tick'));
    await Promise.all(waits);
    expect(order).toEqual(['a microtask', 'a tick', 'first', 'second']);
  });

  test('comes anew in each turn', async () => {
    const one = turnEnd();
    expect(turnEnd()).toBe(one);
    await one;
    await wait(1);
    expect(turnEnd()).not.toBe(one);
    await turnEnd();
  });
});
