/** A clock that goes with the real one and can be put forward. It never moves back. */
export class VirtualClock {
  #aheadMs = 0;

  constructor(private readonly realNow: () => Date) {}

  now(): Date {
    const now = this.realNow();
    return this.#aheadMs === 0 ? now : new Date(now.getTime() + this.#aheadMs);
  }

  advance(seconds: number): void {
    this.#aheadMs += seconds * 1000;
  }

  /** Goes with the real clock again. */
  reset(): void {
    this.#aheadMs = 0;
  }
}
