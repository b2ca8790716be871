let ending: Promise<void> | undefined;

/**
 * The end of this turn of the event loop. Whoever writes to a socket there writes together with all others of the turn,
 * so that a process at the other end which sleeps is woken once for all of them: to wake it costs more than to write.
 */
export function turnEnd(): Promise<void> {
  ending ??= new Promise((ended) => {
    setImmediate(() => {
      ending = undefined;
      ended();
    });
  });
  return ending;
}
