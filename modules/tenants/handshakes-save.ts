import { join } from 'node:path';
import { plannedHandshakes, type Handshake } from '../core';
import type { FilledEnvironment } from './environments';
import { saveText } from './pins-save';

/**
 * Writes what a tenant that owns its key has to be told, as `handshake/TENANT.json` beside the `cdk.tf.json` of its
 * stack. `outdir` is the folder that cdktf writes to.
 */
export function saveHandshakes(outdir: string, environments: readonly FilledEnvironment[]): void {
  for (const { stack, handshake } of environments.flatMap(plannedHandshakes))
    saveText(join(outdir, 'stacks', stack, 'handshake', `${handshake.tenant}.json`), handshakeText(handshake));
}

function handshakeText(handshake: Handshake): string {
  return `${JSON.stringify(handshake, undefined, 2)}\n`;
}
