import { diagnostic, DiagnosticError, type Diagnostic, type DiagnosticCode } from '../core';
import type { LeashedResult } from './leashed-process';
import type { TerraformError } from './terraform-errors';

interface Cause {
  readonly code: DiagnosticCode;
  /** Tried on the summary and the detail together. */
  readonly pattern: RegExp;
  readonly fix: string;
}

/** What the errors of terraform, its backends and the AWS provider mean for us; the first match counts. */
const causes: readonly Cause[] = [
  {
    code: 'TB3013',
    pattern: /Error acquiring the state lock[\s\S]*Lock Info:/,
    fix: 'wait until that run has ended, then run the command again',
  },
  {
    code: 'TB3014',
    pattern: /errored\.tfstate|Failed to (?:save|persist) state|Error saving state/i,
    fix: 'repair the backend, then hand the state over by `terraform state push errored.tfstate` in the folder of the stack',
  },
  {
    code: 'TB3016',
    pattern: /Saved plan is stale/,
    fix: 'make a new plan, review it, and apply that',
  },
  {
    code: 'TB3011',
    pattern:
      /No valid credential sources|ExpiredToken|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException|AuthFailure|failed to refresh cached credentials|security token included in the request is/,
    fix: 'log in to the account again (`aws sts get-caller-identity` must answer), then run the command again',
  },
  {
    code: 'TB3015',
    pattern:
      /OperationAborted|MalformedPolicy(?:Document)?(?:Exception)?: .*(?:[Ii]nvalid principal)|NoSuchBucket\b|ConcurrentModification/,
    fix: 'plan and apply again after a minute',
  },
  {
    code: 'TB3012',
    pattern: /AccessDenied|AccessDeniedException|UnauthorizedOperation|is not authorized to perform|StatusCode: 403/,
    fix: 'let the deployment role do what the message names, then run the command again',
  },
  {
    code: 'TB3005',
    pattern:
      /Failed to query available provider packages|Failed to install provider|could not connect to registry|Could not retrieve the list of available versions/,
    fix: 'name a folder filled by `terraform providers mirror` in TENANT_BUCKETS_PROVIDER_MIRROR, or let this machine reach the registry',
  },
];

/** Repeating the same command a little later can cure all that this error tells. */
export function isTransient(error: unknown): boolean {
  return error instanceof DiagnosticError && error.diagnostics.every(({ code }) => code === 'TB3015');
}

/** When no cause matches, terraform's own words have to do. */
const unknownCause = { code: 'TB3010', fix: 'cure what the message names, then run the command again' } as const;

function causeOf(error: TerraformError): Cause | undefined {
  const text = `${error.summary}\n${error.detail}`;
  return causes.find(({ pattern }) => pattern.test(text));
}

/** Makes one diagnostic of each error that a command reported; of its last words when it reported none. */
export function commandFailure(
  command: string,
  result: LeashedResult,
  errors: readonly TerraformError[],
): DiagnosticError {
  const [first, ...more] = errors.map((error) => explain(command, error));
  if (first) return new DiagnosticError(first, ...more);
  if (result.signal !== undefined) return new DiagnosticError(endedBySignal(command, result.signal));
  const words = lastWords(result.stderr) || lastWords(result.stdout) || 'it said nothing';
  return new DiagnosticError(
    diagnostic('TB3010', {
      path: command,
      message: `failed with exit code ${String(result.exitCode)}: ${words}`,
      fix: unknownCause.fix,
    }),
  );
}

function explain(command: string, error: TerraformError): Diagnostic {
  const cause = causeOf(error) ?? unknownCause;
  const said = { message: `${command} failed: ${paragraph([error.summary, error.detail])}`, fix: cause.fix };
  return diagnostic(cause.code, {
    path: error.address ?? command,
    ...(cause.code === 'TB3013' ? readLock(error.detail) : said),
    ...(error.location && { location: error.location }),
  });
}

/** The holder as terraform prints it, `  Who:  user@host`, one fact a line. */
function readLock(detail: string): { readonly message: string; readonly fix: string } {
  const fact = (name: string): string =>
    new RegExp(`^\\s*${name}:\\s*(.*)$`, 'm').exec(detail)?.[1]?.trim() || 'unknown';
  const operation = fact('Operation')
    .replace(/^OperationType/, '')
    .toLowerCase();
  return {
    message: `the state is locked by ${fact('Who')} since ${fact('Created')} (${operation}, lock ${fact('ID')})`,
    fix: `wait until that run has ended; only if it is surely dead, run \`terraform force-unlock ${fact('ID')}\` in the folder of the stack`,
  };
}

function endedBySignal(command: string, signal: string): Diagnostic {
  return diagnostic('TB3020', {
    path: command,
    message: `was ended by ${signal}`,
    fix: 'look for want of memory, run the command again, and read the plan before you apply it',
  });
}

/** One readable paragraph without a full stop at its end. */
function paragraph(texts: readonly string[]): string {
  return texts
    .map((text) => text.replace(/\s+/g, ' ').trim().replace(/\.$/, ''))
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index)
    .join(': ');
}

function lastWords(output: string): string {
  return paragraph([output.trim().split('\n').slice(-3).join(' ')]).slice(-400);
}
