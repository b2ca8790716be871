import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diagnostic, DiagnosticError, isJsonObject, throwErrors, type Diagnostic } from '../../core';
import type { StackTerraform } from './stack-terraform';
import { textAt } from '../json-value';
import type { PlannedStack, PlansRecord } from './plans-record';
import { planFile, sha256, stackDigests, stackFolder, type StackDigests } from './stack-files';

const parts: readonly { readonly part: keyof StackDigests; readonly file: string }[] = [
  { part: 'document', file: 'cdk.tf.json' },
  { part: 'plan', file: 'plan.tfplan' },
  { part: 'json', file: 'plan.json' },
  { part: 'lockFile', file: '.terraform.lock.hcl' },
];

/** @throws DiagnosticError with every file that is another than when it was planned; of all parts, or of those that are named */
export function checkDigests(
  outDir: string,
  stacks: readonly PlannedStack[],
  named: readonly (keyof StackDigests)[] = parts.map(({ part }) => part),
): void {
  throwErrors(
    stacks.flatMap((stack) => {
      const now = stackDigests(stackFolder(outDir, stack.name));
      return parts
        .filter(({ part }) => named.includes(part) && now[part] !== stack[part])
        .map((one) => otherFile(stack.name, one.file, now[one.part]));
    }),
  );
}

function otherFile(stack: string, file: string, now: string | undefined): Diagnostic {
  return diagnostic('TB8055', {
    path: `${stack}/${file}`,
    message:
      now === undefined ? 'the file is gone since it was planned' : 'the file is another than when it was planned',
    fix: `plan and review again: tenant-buckets plan ${stack}`,
  });
}

/** @throws DiagnosticError when the plans belong to another terraform */
export function checkTerraform({ terraform: planned }: PlansRecord, { binary }: StackTerraform): void {
  if (planned.product === binary.product && planned.version === binary.version) return;
  throw new DiagnosticError(
    diagnostic('TB8060', {
      path: binary.path,
      message: `it is ${binary.product} ${binary.version}; ${planned.product} ${planned.version} made the plans`,
      fix: `name a ${planned.product} ${planned.version} in TENANT_BUCKETS_TERRAFORM, or plan and review again`,
    }),
  );
}

/** @throws DiagnosticError with every stack whose plan the report does not pass */
export function checkReview(folder: string, file: string, stacks: readonly PlannedStack[]): void {
  const review = readReview(resolve(folder, file));
  const gate = isJsonObject(review) && isJsonObject(review['gate']) ? review['gate'] : {};
  const plans = isJsonObject(review) && Array.isArray(review['plans']) ? review['plans'] : [];
  if (!isJsonObject(review) || review['schemaVersion'] !== 1)
    throw new DiagnosticError(unreviewed(file, 'the file is no JSON report of a review'));
  if (gate['passed'] !== true) throw new DiagnosticError(unreviewed(file, 'the review did not pass'));
  const reviewed = new Set(plans.map((one) => textAt(one, 'sha256')));
  throwErrors(
    stacks
      .filter(({ json }) => !reviewed.has(json))
      .map(({ name }) => unreviewed(name, `${file} reviews another plan`)),
  );
}

/** @throws DiagnosticError when the saved plan of a stack is not what its JSON says, which is what was reviewed */
export async function checkShown(terraform: StackTerraform, outDir: string, stack: PlannedStack): Promise<void> {
  const shown = JSON.stringify(await terraform.in(stackFolder(outDir, stack.name)).show({ planFile }));
  if (sha256(shown) === stack.json) return;
  throw new DiagnosticError(unreviewed(stack.name, 'the saved plan is not the one that was reviewed'));
}

function unreviewed(path: string, message: string): Diagnostic {
  return diagnostic('TB8059', { path, message, fix: 'plan, review with --out FILE.json, and give that file' });
}

function readReview(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
