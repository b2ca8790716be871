import { diagnostic, DiagnosticError, type DiagnosticCode } from '../../core';
import type { PlanDocument } from './plan-document';

const showJson = 'write it with `terraform show -json PLANFILE`';

function refused(code: DiagnosticCode, message: string, fix: string): DiagnosticError {
  return new DiagnosticError(diagnostic(code, { path: 'the plan', message, fix }));
}

/** Of a document that is no JSON, or not all of it. */
export function brokenAt(byte: number, what: string): DiagnosticError {
  return refused('TB7020', `the plan is not whole JSON: ${what}, at byte ${String(byte)}`, `${showJson} again`);
}

/** Of a document that is JSON and yet cannot be a plan. */
export function malformed(what: string): DiagnosticError {
  return refused('TB7020', `the plan is malformed: ${what}`, `${showJson} again`);
}

/** Of bytes that show by their beginning that they are something else; `undefined` for those that may be JSON. */
export function foreignBytes(start: Uint8Array): DiagnosticError | undefined {
  const [first, second] = start;
  if (first === 0x50 && second === 0x4b) {
    return refused(
      'TB7022',
      'this is the binary plan file, not its JSON',
      'give what `terraform show -json` prints of it',
    );
  }
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || second === 0) {
    const fix = 'write it as UTF-8; in PowerShell pipe to `Out-File -Encoding utf8`';
    return refused('TB7020', 'the plan is UTF-16, not UTF-8', fix);
  }
  return undefined;
}

/** Of a document that is no plan, or a plan in words that are not known; `undefined` for a plan. */
export function notAPlan({ members, scalars, odd }: PlanDocument): DiagnosticError | undefined {
  const fix = `plan with \`terraform plan -out=PLANFILE\`, then ${showJson}`;
  if (members.has('@level')) return refused('TB7022', 'this is the log of terraform, not a plan', fix);
  if (members.has('serial') || (members.has('values') && !members.has('resource_changes'))) {
    return refused('TB7022', 'this is a state, not a plan', fix);
  }
  const version = scalars.get('format_version');
  if (version === undefined) return refused('TB7022', 'this is no plan: it has no format_version', fix);
  if (typeof version !== 'string') return malformed('its format_version is no text');
  if (!/^1\.\d+(\.|$)/.test(version)) {
    const message = `the plan has the format ${quoted(version)}, and 1.x is read`;
    return refused('TB7021', message, 'use a terraform or tofu that writes format 1.x, or a newer tenant-buckets');
  }
  const [first] = odd;
  return first === undefined
    ? undefined
    : malformed(`${first || 'the document'} is not of the kind that plans have there`);
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 20));
}
