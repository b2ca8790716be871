import { known, type World } from '../../modules/core';
import { compare, compile } from '../../modules/evaluation';
import { bucketNameOf, platformAccount, tenantWorld } from './tenant-worlds';

/**
 * Times the comparison of two worlds of dedicated tenants, which share nothing in memory, against a floor of the same
 * run: writing every policy as JSON and reading it again. Run as `tsx tools/bench/compare.ts [TENANTS]`.
 */
const tenants = Number(process.argv[2] ?? '1000');
const ids = Array.from({ length: tenants }, (_, index) => `t${String(index)}`);

/** One bucket loses its policy. */
function withOneChange(world: World): World {
  const name = bucketNameOf('t0');
  const bucket = world.buckets.get(name);
  if (!bucket) return world;
  return { ...world, buckets: new Map([...world.buckets, [name, { ...bucket, policy: known(undefined) }]]) };
}

/** The account of all tenants blocks public access, which concerns every question and changes no answer. */
function withFullChange(world: World): World {
  const account = world.accounts.get(platformAccount);
  if (!account) return world;
  const publicAccessBlock = known({ blockPublicPolicy: true, restrictPublicBuckets: true });
  return { ...world, accounts: new Map([...world.accounts, [account.id, { ...account, publicAccessBlock }]]) };
}

function jsonOf({ principals, buckets, keys }: World): string {
  return JSON.stringify([...principals.values(), ...buckets.values(), ...keys.values()]);
}

interface Measure {
  readonly name: string;
  readonly seconds: number;
  readonly wallSeconds: number;
  readonly result: string;
}

/** On a busy machine the time of the processor counts, on an idle one that on the wall. */
function measure(name: string, work: () => string): Measure {
  const [start, wall] = [process.cpuUsage(), performance.now()];
  const result = work();
  return { name, seconds: process.cpuUsage(start).user / 1e6, wallSeconds: (performance.now() - wall) / 1000, result };
}

/** Reading the policies of both worlds is part of it, describing the worlds is not. */
function measureComparison(name: string, before: World, after: World): Measure {
  return measure(name, () => {
    const compiled = compile(before);
    const { gained, lost, unknown } = compare(compiled, compile(after, compiled));
    return `${String(gained.length)} gained, ${String(lost.length)} lost, ${String(unknown.length)} unknown`;
  });
}

const [before, after] = [tenantWorld(ids), tenantWorld(ids)];
const measures = [
  measure('floor: policies to JSON and back, twice', () => {
    const texts = [jsonOf(before), jsonOf(after)];
    const things = texts.flatMap((text): readonly unknown[] => [JSON.parse(text)]);
    return `${(texts.join('').length / 1e6).toFixed(1)} MB, ${String(things.length)} worlds`;
  }),
  measureComparison('equal worlds', before, after),
  measureComparison('one change', before, withOneChange(after)),
  measureComparison('full change', before, withFullChange(after)),
  measureComparison('every tenant new', tenantWorld([]), after),
];
const floor = measures[0]?.seconds ?? 0;
console.log(`compare of ${String(tenants)} tenants (user time of the processor, wall; budget 5 s)`);
for (const { name, seconds, wallSeconds, result } of measures) {
  const ratio = `${(seconds / floor).toFixed(0).padStart(4)} x`;
  console.log(
    `${name.padEnd(42)} ${seconds.toFixed(2).padStart(6)} s ${wallSeconds.toFixed(2).padStart(6)} s  ${ratio}  ${result}`,
  );
}
