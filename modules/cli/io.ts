/** What a command sees of the outside; tests hand in their own. */
export interface CommandIo {
  /** Data, and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and messages. */
  readonly err: (text: string) => void;
  /** Columns of the terminal behind standard error; `undefined` when it is none. */
  readonly errColumns: number | undefined;
  /** Columns of the terminal behind standard output. @default it is none: lines are as long as they are */
  readonly outColumns?: number | undefined;
  /** Asks whoever sits at the terminal. @default nobody does */
  readonly ask?: ((question: string) => Promise<string>) | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Aborted by the first Ctrl-C or SIGTERM: finish what is in flight. */
  readonly signal: AbortSignal;
  /** Aborted by the second: end at once. */
  readonly force: AbortSignal;
}

/** The reason with which `signal` is aborted. */
export class Interruption extends Error {
  constructor(readonly exitCode: 129 | 130 | 143) {
    super('interrupted');
    this.name = 'Interruption';
  }
}

/** Sets the exit code of a command that ran to its end; 0 when nobody calls it. */
export type SetExitCode = (code: number) => void;
