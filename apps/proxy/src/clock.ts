/** Times one request; all values are milliseconds, instants on the steady clock. */
export interface Clock {
  readonly startedAt: number;
  now(): number;
  /** Waits for the caller's own bytes: time that is not the proxy's. */
  waitFor<T>(bytes: Promise<T>): Promise<T>;
  /** The proxy's share ends here: the provider is called. */
  providerCalled(): void;
  /** When the provider was called; null where it wasn't. */
  readonly calledAt: number | null;
  /** The proxy's own share before the provider is called. */
  readonly overheadMs: number;
}

export function startClock(): Clock {
  const startedAt = performance.now();
  let waitedMs = 0;
  let calledAt: number | null = null;
  return {
    startedAt,
    now: () => performance.now(),
    async waitFor(bytes) {
      const from = performance.now();
      try {
        return await bytes;
      } finally {
        waitedMs += performance.now() - from;
      }
    },
    providerCalled() {
      calledAt = performance.now();
    },
    get calledAt() {
      return calledAt;
    },
    get overheadMs() {
      return Math.max(0, (calledAt ?? performance.now()) - startedAt - waitedMs);
    },
  };
}
