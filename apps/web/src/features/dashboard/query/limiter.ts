/** Runs work as soon as fewer than so many others run. Work whose signal is aborted while it waits never starts. */
export type Limiter = <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;

/** First come, first served. */
export function createLimiter(most: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (signal: AbortSignal): Promise<void> => {
    if (running < most) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal.reason as Error);
      };
      waiting.push(start);
      signal.addEventListener('abort', leave, { once: true });
    });
  };
  return async (work, signal) => {
    signal.throwIfAborted();
    await enter(signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      const next = waiting.shift();
      // The place goes on to whoever waits.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
