/** Times one request; all values are milliseconds, instants on the steady clock. */
export class Clock {
  readonly startedAt = performance.now();
  /** When the provider was called; null where it wasn't. */
  calledAt: number | null = null;
  #waitedMs = 0;
  #foundAt: number | null = null;

  readonly now = (): number => performance.now();

  /** Waits for the caller's own bytes, unless they are there: time that is not the proxy's. */
  async waitFor<T>(bytes: T | Promise<T>): Promise<T> {
    if (!(bytes instanceof Promise)) return bytes;
    const from = performance.now();
    try {
      return await bytes;
    } finally {
      this.#waitedMs += performance.now() - from;
    }
  }

  /** The proxy's share ends here: the provider is called. */
  providerCalled(): void {
    this.calledAt = performance.now();
  }

  /** The proxy's share ends here: no provider has to be called. */
  answerFound(): void {
    this.#foundAt = performance.now();
  }

  /** The proxy's own share before the provider is called, or the answer found. */
  get overheadMs(): number {
    const endedAt = this.calledAt ?? this.#foundAt ?? performance.now();
    return Math.max(0, endedAt - this.startedAt - this.#waitedMs);
  }
}
