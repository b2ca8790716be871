import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localstack } from '../../../environments/localstack';
import { synthesizeEnvironments } from '../../../modules/constructs';
import type { Tenant } from '../../../modules/core';
import { parseJsonObject, type JsonObject } from '../json';
import { pinned } from '../tenancy';
import { deliveries } from './deliveries';
import { otherShapes } from './other-shapes';
import type { StackFiles } from './stack-files';
import { acme, early, globex, initech, lab, own } from './tenants';

/** Stacks that stand before a pull request, each applied once for all its cases. */
export const baseNames = [
  'dedicated',
  'neighbours',
  'pool',
  'owned',
  'pending',
  'deliveries',
  'shapes',
  'nothing',
] as const;

export type BaseName = (typeof baseNames)[number];

const tenantsOf = {
  dedicated: [acme],
  neighbours: [acme, globex],
  pool: [initech, lab],
  owned: [own],
  pending: [early],
};

/** The stack of a base. `endpoint` is where its emulator answers. */
export function baseStack(name: BaseName, endpoint: string): StackFiles {
  if (name === 'nothing') return { stack: withoutResources(vended('dedicated', [acme], endpoint)), others: {} };
  if (name === 'deliveries') return { stack: deliveries(endpoint), others: {} };
  if (name === 'shapes') return otherShapes(endpoint);
  return { stack: vended(name, tenantsOf[name], endpoint), others: {} };
}

/** What our app makes of some tenants in the place of a base: names and addresses are those of the base. */
export function vended(base: BaseName, tenants: readonly Tenant[], endpoint: string): JsonObject {
  const outdir = mkdtempSync(join(tmpdir(), 'tenant-buckets-plans-'));
  try {
    const { placements, tags } = localstack(endpoint);
    const placed = placements.map((one) => ({ ...one, name: 'main', namePrefix: `corp-${base}` }));
    synthesizeEnvironments([pinned({ name: 'trial', placements: placed, tags, tenants })], { outdir });
    const [stack, ...more] = readdirSync(join(outdir, 'stacks'));
    if (stack === undefined || more.length > 0) throw new Error('not one stack');
    return parseJsonObject(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function withoutResources({ resource: _, output: __, ...rest }: JsonObject): JsonObject {
  return rest;
}
