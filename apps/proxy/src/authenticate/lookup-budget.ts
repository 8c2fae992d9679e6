/** Bounds how many look-ups of unknown keys reach the database: so many at once, so many a second. */
export interface LookupBudget {
  /** Whether one more look-up may begin now; where true, `release` has to follow. */
  take(now: number): boolean;
  release(): void;
}

/** `burst` look-ups at most at one moment, refilled by `perSecond`; `now` is in milliseconds. */
export function createLookupBudget(options: {
  concurrent: number;
  burst: number;
  perSecond: number;
}): LookupBudget {
  let running = 0;
  let tokens = options.burst;
  let filledAt: number | undefined;
  return {
    take(now) {
      tokens = Math.min(options.burst, tokens + ((now - (filledAt ?? now)) / 1000) * options.perSecond);
      filledAt = now;
      if (running >= options.concurrent || tokens < 1) return false;
      tokens -= 1;
      running += 1;
      return true;
    },
    release() {
      running -= 1;
    },
  };
}
