import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startStubUpstream, type StubUpstream } from '../support/stub-upstream';
import { runVector, type Outcome } from '../support/wire/run-vector';
import { readVectors, vectorFiles, type Vector } from './read-vectors';

const vectors = vectorFiles()
  .flatMap(readVectors)
  .filter(({ wire }) => wire);
const outcomes = new Map<Vector, Outcome>();
const atOnce = 8;

let upstream: StubUpstream;

beforeAll(async () => {
  upstream = await startStubUpstream();
});

afterAll(async () => {
  await upstream[Symbol.asyncDispose]();
});

async function runAll(list: readonly Vector[]): Promise<void> {
  const waiting = [...list];
  const worker = async (): Promise<void> => {
    for (let vector = waiting.shift(); vector; vector = waiting.shift()) {
      outcomes.set(vector, await runVector(upstream.endpoint, vector));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

describe.each([...new Set(vectors.map(({ file }) => file))])('over HTTP, %s', (file) => {
  test('is answered as AWS answers', async () => {
    const own = vectors.filter((vector) => vector.file === file);
    await runAll(own);
    const wrong = own.flatMap((vector) => {
      const outcome = outcomes.get(vector);
      return outcome?.kind === 'disagrees' ? [`${vector.name}: ${outcome.why}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

describe('the vectors over HTTP', () => {
  test('leave out what cannot be asked, each for a reason', () => {
    const reasons = [...outcomes.values()].flatMap((outcome) => (outcome.kind === 'not asked' ? [outcome.why] : []));
    const counts = Object.fromEntries(
      [...new Set(reasons)].map((why) => [why, reasons.filter((one) => one === why).length]),
    );
    expect(counts).toEqual({
      'an organization here has no units': 4,
      'only S3 itself asks for s3:ReplicateObject': 12,
      'root users have no policies': 1,
      'STS refuses a session name of one letter': 1,
      'the gateway does not answer UpdateObjectEncryption': 10,
      'the gateway has no VPC endpoints': 1,
      'the gateway keeps no owner of objects but that of the bucket': 3,
      'the key that AWS manages has an id that nobody chooses': 6,
      'the runner neither presigns nor sends forms': 5,
    });
    expect(outcomes.size).toBe(vectors.length);
  });
});
