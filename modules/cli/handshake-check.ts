import {
  catalogue,
  checkLiveKey,
  checkOwnedKeyArn,
  diagnostic,
  DiagnosticError,
  missingKey,
  renderDiagnostics,
  type Diagnostic,
  type Handshake,
} from '../core';
import { handshakeOfTenant } from './handshake-of';
import type { CommandIo, SetExitCode } from './io';

interface CheckFlags {
  readonly environment?: string;
  readonly json?: true;
}

/** `handshake check TENANT`: everything that is wrong with a tenant's own key, at once. Exit code 1 when anything is, or cannot be told. */
export async function checkTenantKey(
  id: string,
  flags: CheckFlags,
  io: CommandIo,
  setExitCode: SetExitCode,
): Promise<void> {
  const found = await handshakeOfTenant(id, flags.environment, io, setExitCode);
  if (found === undefined) return;
  const { handshake, keyArn } = found;
  const path = `${handshake.environment}/${id}`;
  if (keyArn === undefined) throw new DiagnosticError(stillPending(path, handshake));
  const diagnostics = await lookAtKey(path, handshake, keyArn, io.signal);
  const verdict = verdictOf(diagnostics);
  if (flags.json === true)
    io.out(
      `${JSON.stringify({ schemaVersion: 1, tenant: id, environment: handshake.environment, keyArn, verdict, diagnostics })}\n`,
    );
  else io.out(`${keyArn}: ${sentences[verdict]}\n`);
  if (diagnostics.length > 0) io.err(`${renderDiagnostics(diagnostics)}\n`);
  setExitCode(Math.max(0, ...diagnostics.map((one) => catalogue[one.code].exitCode)));
}

/** A key in the wrong account or region is looked at all the same, so that all that is wrong is said at once. */
async function lookAtKey(
  path: string,
  handshake: Handshake,
  keyArn: string,
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const [{ readLiveKey }, { judgeKeyUse }] = await Promise.all([
    import('../audit/index.js'),
    import('../evaluation/index.js'),
  ]);
  const inArn = checkOwnedKeyArn(path, handshake, keyArn);
  if (inArn.some((one) => one.code === 'TB5122')) return inArn;
  const key = await readLiveKey(keyArn, signal);
  if (key === 'missing') return [...inArn, missingKey(path, keyArn)];
  const { policy, grants } = key;
  return [
    ...inArn,
    ...checkLiveKey(path, handshake, key),
    ...judgeKeyUse({ path, keyArn: key.arn, handshake, policy, grants }),
  ];
}

type Verdict = 'passes' | 'refused' | 'unknown';

const sentences: { readonly [verdict in Verdict]: string } = {
  passes: 'lets in whom it has to, and nobody else',
  refused: 'cannot be the key of this tenant as it is',
  unknown: 'not everything could be seen',
};

function verdictOf(diagnostics: readonly Diagnostic[]): Verdict {
  if (diagnostics.some((one) => one.severity === 'error')) return 'refused';
  return diagnostics.some((one) => one.code === 'TB5133') ? 'unknown' : 'passes';
}

function stillPending(path: string, { keyAccountId, tenant }: Handshake): Diagnostic {
  return diagnostic('TB5121', {
    path,
    message: `tenant ${tenant} is pending: its file names no key yet`,
    fix: `let account ${keyAccountId} apply what tenant-buckets handshake render ${tenant} writes, and write the ARN into the file as key.arn`,
  });
}
