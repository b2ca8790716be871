import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ShardStack, synthesizeEnvironments } from '../../modules/constructs';
import { synthesize } from '../support/synthesize';
import { temporaryFolder } from '../support/temporary-folder';
import { acme, deployment, environmentOf } from '../support/tenancy';

describe('what the app function writes', () => {
  test('is byte for byte what an App of cdktf writes of the same stack', () => {
    using folder = temporaryFolder();
    const tenants = [acme, { ...acme, id: 'globex', state: 'suspended' as const }];
    const environment = environmentOf(...tenants);
    const name = 'trial-shard-main-1';
    synthesizeEnvironments([environment], { outdir: folder.path });
    const { tags } = environment;
    const { text } = synthesize((app) => new ShardStack(app, name, { deployment, tenants, tags }));
    expect(readFileSync(join(folder.path, 'stacks', name, 'cdk.tf.json'), 'utf8')).toBe(text);
    expect(readFileSync(join(folder.path, 'manifest.json'), 'utf8')).toContain(`"name": "${name}"`);
  });
});
