import { field, numberField, parseJson, textField } from './json-fields';
import { readJsonError, type TerraformError } from './terraform-errors';

/** Counts of what a plan would change or an apply has changed. */
export interface ChangeSummary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
  readonly import: number;
}

/**
 * The sentence for people in one line of `-json` output; a line that is no JSON is its own sentence.
 * https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function uiSentence(line: string): string {
  return textField(parseJson(line), '@message') ?? line;
}

/** The errors that a command told in its `-json` output. */
export function uiErrors(stdout: string): readonly TerraformError[] {
  return messages(stdout).flatMap((message) => readJsonError(field(message, 'diagnostic')) ?? []);
}

/** The last count that a command told: of its apply if it applied, else of its plan. */
export function uiSummary(stdout: string): ChangeSummary {
  const changes = messages(stdout)
    .filter((message) => textField(message, 'type') === 'change_summary')
    .map((message) => field(message, 'changes'))
    .at(-1);
  const count = (name: keyof ChangeSummary): number => numberField(changes, name) ?? 0;
  return { add: count('add'), change: count('change'), remove: count('remove'), import: count('import') };
}

function messages(stdout: string): readonly unknown[] {
  return stdout.split('\n').flatMap((line) => (line.startsWith('{') ? [parseJson(line)] : []));
}
