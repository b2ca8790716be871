import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { World } from '../../../modules/core';
import { compare, compile, type AccessChange, type AccessComparison } from '../../../modules/evaluation';
import { compareEverything } from '../../support/naive-compare';
import { editedWorld, someEdits } from '../../support/world-edits';

function compareWorlds(before: World, after: World): AccessComparison {
  const compiled = compile(before);
  return compare(compiled, compile(after, compiled));
}

function told(changes: readonly AccessChange[]): readonly string[] {
  return changes.map(({ principal, resource, action }) => `${principal} ${action} ${resource}`);
}

describe('compare over random worlds', () => {
  test('finds nothing between a world and itself', () => {
    fc.assert(
      fc.property(someEdits, (names) => {
        const world = editedWorld(names);
        expect(compareWorlds(world, structuredClone(world))).toEqual({ gained: [], lost: [], unknown: [] });
      }),
      { numRuns: 30 },
    );
  });

  test('finds what deciding everything for everybody finds', () => {
    fc.assert(
      fc.property(someEdits, someEdits, (one, other) => {
        const [before, after] = [editedWorld(one), editedWorld(other)];
        const { gained, lost } = compareWorlds(before, after);
        expect({ gained: told(gained), lost: told(lost) }).toEqual(compareEverything(before, after));
      }),
      { numRuns: 60 },
    );
  });

  test('is mirrored when the worlds change places', () => {
    fc.assert(
      fc.property(someEdits, someEdits, (one, other) => {
        const [before, after] = [editedWorld(one), editedWorld(other)];
        const [there, back] = [compareWorlds(before, after), compareWorlds(after, before)];
        expect(told(back.gained)).toEqual(told(there.lost));
        expect(told(back.lost)).toEqual(told(there.gained));
      }),
      { numRuns: 30 },
    );
  });
});
