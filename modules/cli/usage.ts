import type { Command, CommanderError } from 'commander';
import { diagnostic, nearMiss, throwErrors, type Diagnostic } from '../core';

/** A mistake in the use of one command, as commander found it. */
export class UsageError extends Error {
  constructor(
    /** As its help is asked for, such as `tenant-buckets emulator up`. */
    readonly command: string,
    readonly mistake: CommanderError,
  ) {
    super(mistake.message);
    this.name = 'UsageError';
  }
}

/** Lets a command, and those below it, throw mistakes with its own name. What only shows help is none. */
export function nameMistakes(command: Command, name = command.name()): void {
  command.exitOverride((error) => {
    throw error.exitCode === 0 || error.code === 'commander.help' ? error : new UsageError(name, error);
  });
  for (const one of command.commands) nameMistakes(one, `${name} ${one.name()}`);
}

/** Commander says what is wrong, and what was likely meant, in lines of its own. */
export function usageDiagnostic({ command, mistake }: UsageError): Diagnostic {
  const [message = mistake.message, ...hints] = mistake.message.replace(/^error: /, '').split('\n');
  const meant = [...hints.map((hint) => hint.replace(/[()]/g, '')), ...meantChoice(message)];
  const fix = [...meant, `${command} --help lists what there is`].join('; ');
  return diagnostic('TB5001', { path: 'command line', message, fix });
}

/** Of commands and options commander guesses which was meant, of choices it does not. */
function meantChoice(message: string): readonly string[] {
  const [, given = '', choices = ''] = /argument '(.*)' is invalid\. Allowed choices are (.*)\.$/.exec(message) ?? [];
  const meant = nearMiss(given, choices.split(', '));
  return meant === undefined ? [] : [`Did you mean ${meant}?`];
}

/** Refuses options that say nothing where another is not given. @throws DiagnosticError with all that are given all the same */
export function refuseWithout(needed: string, options: { readonly [option: string]: unknown }): void {
  const given = Object.keys(options).filter((option) => options[option] !== undefined);
  throwErrors(
    given.map((option) =>
      diagnostic('TB5001', {
        path: 'command line',
        message: `${option} says nothing without ${needed}`,
        fix: `give ${needed}, too, or leave ${option} out`,
      }),
    ),
  );
}
