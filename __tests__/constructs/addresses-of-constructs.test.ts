import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectEnvironments } from '../../environments';
import { builtConstructs, constructNames } from '../support/every-construct';
import { parseJsonObject, type Json } from '../support/json';
import { SynthesizedStack } from '../support/synthesize';
import { synthesizedStacks } from '../support/synthesized-world';

function golden(name: string): { readonly [name: string]: Json } {
  return parseJsonObject(readFileSync(join(__dirname, `${name}-addresses.json`), 'utf8'));
}

function addressesOf({ resources }: SynthesizedStack): readonly string[] {
  return resources.map((one) => one.address).sort();
}

// An address that changes is a resource that is destroyed and made anew: of a bucket or a key, that is data loss.
describe('the addresses of every construct', () => {
  test('are written down for each construct that the door has (F26)', () => {
    expect(Object.keys(builtConstructs).sort()).toEqual(constructNames);
    expect(Object.keys(golden('construct'))).toEqual(constructNames);
  });

  test.each(Object.entries(builtConstructs))('%s has those that are written down (F26)', (name, build) => {
    expect(addressesOf(build())).toEqual(golden('construct')[name]);
  });
});

describe('the addresses of every environment', () => {
  test('are those that are written down, in the stacks that are written down (F26)', () => {
    const found = synthesizedStacks(...selectEnvironments({}).environments).map(({ name, document }) => [
      name,
      addressesOf(new SynthesizedStack(JSON.stringify(document))),
    ]);
    expect(Object.fromEntries(found)).toEqual(golden('environment'));
  });
});
