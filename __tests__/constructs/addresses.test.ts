import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { selectEnvironments } from '../../environments';
import { ShardStack } from '../../modules/constructs';
import { parseJson } from '../support/json';
import { synthesize } from '../support/synthesize';

describe('Terraform addresses', () => {
  // An address that changes is a resource that is destroyed and made anew: of a bucket or a key, that is data loss.
  test('of the localstack environment are the ones written down (F26)', () => {
    const addresses = selectEnvironments({ names: 'localstack' }).environments.flatMap((environment) =>
      environment.placements.flatMap((deployment) =>
        synthesize((app) => new ShardStack(app, 'shard', { ...environment, deployment })).resources.map(
          (one) => one.address,
        ),
      ),
    );
    const writtenDown = readFileSync(join(__dirname, 'localstack-addresses.json'), 'utf8');
    expect(addresses.sort()).toEqual(parseJson(writtenDown));
  });
});
