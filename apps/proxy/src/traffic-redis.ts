import type { Redis } from 'ioredis';

/** What the steps of a request ask of Redis: never waited for when it is away, never for long when it is silent. */
export interface TrafficRedis {
  /**
   * Runs commands. Rejects at once while Redis is away or was silent a moment ago, and as soon as it has been silent for too
   * long; an answer that comes after all is then handed to `late`.
   */
  run<T>(work: (redis: Redis) => Promise<T>, late?: (value: T) => void): Promise<T>;
}

/** Redis can't be asked now; the step goes on without it. */
export class RedisAwayError extends Error {
  override readonly name = 'RedisAwayError';
}

/** Longest wait of one request however busy Redis is: so many times its silence. */
const LONGEST_WAIT = 20;
/** Where this process looks for an answer so much later than it meant to, answers may lie unread: it looks once more. */
const BUSY_MS = 10;
/** Pause after a silence before one request tries again, in ms. */
const PAUSE_MS = 1_000;

interface Waiting {
  since: number;
  giveUp(): void;
}

/**
 * Watches over one connection (made with `cacheConnection`); shared by every step of the proxy that needs Redis. `silenceMs`
 * is how long Redis may say nothing at all while it is asked something, counted from its last word to anyone: in a rush of
 * our own making answers take longer without Redis being gone.
 */
export function createTrafficRedis(redis: Redis, silenceMs: number): TrafficRedis {
  const longestMs = silenceMs * LONGEST_WAIT;
  const waiting = new Set<Waiting>();
  let lastWordAt = 0;
  let pausedUntil = 0;
  let probing = false;
  let timer: NodeJS.Timeout | undefined;
  /** At the start the first requests wait for the connection; afterwards nobody does. */
  let starting: Promise<void> | null = new Promise((resolve) => {
    const over = (): void => {
      starting = null;
      resolve();
    };
    redis.once('ready', over).once('close', over);
    setTimeout(over, silenceMs).unref();
  });

  function heard(entry: Waiting): void {
    waiting.delete(entry);
    lastWordAt = performance.now();
    pausedUntil = 0;
    probing = false;
  }

  /** When the one that waits longest is to be given up; null where nobody waits. */
  function deadline(): number | null {
    const [oldest] = waiting;
    if (oldest === undefined) return null;
    return Math.min(Math.max(oldest.since, lastWordAt) + silenceMs, oldest.since + longestMs);
  }

  function watch(): void {
    const at = deadline();
    if (at !== null && timer === undefined) lookAt(Math.max(at, performance.now() + 1));
  }

  function lookAt(planned: number): void {
    // What has arrived by then is read before it is judged.
    const look = (): void => void setImmediate(check, planned);
    timer = setTimeout(look, Math.ceil(planned - performance.now()));
    timer.unref();
  }

  function check(planned: number): void {
    timer = undefined;
    const now = performance.now();
    const at = deadline();
    const [oldest] = waiting;
    const mayWait = oldest !== undefined && now < oldest.since + longestMs;
    if (mayWait && now - planned > BUSY_MS) lookAt(now + BUSY_MS);
    else if (at !== null && now >= at) {
      pausedUntil = performance.now() + PAUSE_MS;
      probing = false;
      const given = [...waiting];
      waiting.clear();
      for (const entry of given) entry.giveUp();
    }
    watch();
  }

  function ask<T>(work: (redis: Redis) => Promise<T>, late?: (value: T) => void): Promise<T> {
    if (redis.status !== 'ready') return Promise.reject(new RedisAwayError('Redis is not connected'));
    if (pausedUntil > 0) {
      if (probing || performance.now() < pausedUntil) {
        return Promise.reject(new RedisAwayError('Redis did not answer a moment ago'));
      }
      probing = true;
    }
    return new Promise((resolve, reject) => {
      let over = false;
      const entry: Waiting = {
        since: performance.now(),
        giveUp() {
          over = true;
          reject(new RedisAwayError(`Redis said nothing for ${silenceMs} ms`));
        },
      };
      waiting.add(entry);
      work(redis).then(
        (value) => {
          heard(entry);
          if (over) late?.(value);
          else resolve(value);
        },
        (error: unknown) => {
          // An error that Redis answers with is a word, too; a lost connection is seen in its status.
          heard(entry);
          if (!over) reject(error instanceof Error ? error : new Error(String(error)));
        },
      );
      watch();
    });
  }

  return {
    run: (work, late) =>
      starting === null || redis.status === 'ready' ? ask(work, late) : starting.then(() => ask(work, late)),
  };
}
