/** The emulator could not be asked, or did not answer to the end. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';

  constructor(what: string, cause: unknown) {
    super(`the emulator ${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
