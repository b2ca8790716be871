import { createHash } from 'node:crypto';
import { DiagnosticError, type ProgressListener } from '../../core';
import type { NamedPlan, ReviewedPlan } from '../../review';
import type { PlanFile } from './plan-sources';

/** The facts of a plan, and by what it is known again. */
export interface ReadPlan extends NamedPlan {
  readonly reviewed: ReviewedPlan;
}

/** Reads plans one after the other. @throws DiagnosticError with all that cannot be read, each with its name */
export async function readPlans(
  files: readonly PlanFile[],
  onProgress: ProgressListener,
): Promise<readonly ReadPlan[]> {
  const { readPlan } = await import('../../plan/index.js');
  const plans: ReadPlan[] = [];
  const failures: DiagnosticError[] = [];
  for (const { name, file, sizeBytes, open } of files) {
    const hash = createHash('sha256');
    try {
      const facts = await readPlan(watched(open(), hash, { step: `read ${name}`, sizeBytes, onProgress }));
      const reviewed = { name, sha256: hash.digest('hex'), ...(file !== undefined && { file }) };
      plans.push({ name, facts, reviewed });
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      failures.push(error);
      const [first, ...more] = error.diagnostics.map((one) => ({ ...one, path: name }));
      if (first) failures.splice(-1, 1, new DiagnosticError(first, ...more));
    }
  }
  const [first, ...more] = failures.flatMap((one) => one.diagnostics);
  if (first !== undefined) throw new DiagnosticError(first, ...more);
  return plans;
}

interface Watch {
  readonly step: string;
  readonly sizeBytes: number;
  readonly onProgress: ProgressListener;
}

/** Less than this is read before anybody wonders. */
const quickBytes = 24_000_000;

async function* watched(
  bytes: AsyncIterable<Uint8Array>,
  hash: { readonly update: (piece: Uint8Array) => unknown },
  { step, sizeBytes, onProgress }: Watch,
): AsyncIterable<Uint8Array> {
  const tell: ProgressListener = sizeBytes > quickBytes ? onProgress : () => undefined;
  let read = 0;
  tell({ step, state: 'started' });
  for await (const piece of bytes) {
    hash.update(piece);
    read += piece.length;
    tell({ step, state: 'running', detail: `${megabytes(read)} of ${megabytes(sizeBytes)} MB` });
    yield piece;
  }
  tell({ step, state: 'done' });
}

function megabytes(bytes: number): string {
  return String(Math.round(bytes / 1_000_000));
}
