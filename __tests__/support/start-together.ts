/** Keeps what was started, to be ended with the rest. */
export type Keep = <T extends AsyncDisposable>(started: T) => T;

/** Something without its end, which whoever starts it adds. */
export type Endless<T extends AsyncDisposable> = Omit<T, typeof Symbol.asyncDispose>;

/** Starts things that belong together. They end together, the last first: when the whole is disposed, and when the set-up fails half-way. */
export async function startTogether<T extends object>(setUp: (keep: Keep) => Promise<T>): Promise<T & AsyncDisposable> {
  const kept: AsyncDisposable[] = [];
  const endAll = async (): Promise<void> => {
    for (const one of kept.splice(0).reverse()) await one[Symbol.asyncDispose]();
  };
  try {
    const made = await setUp((started) => {
      kept.push(started);
      return started;
    });
    return { ...made, [Symbol.asyncDispose]: endAll };
  } catch (error) {
    await endAll();
    throw error;
  }
}
