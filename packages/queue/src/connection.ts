import { Redis, type RedisOptions } from 'ioredis';

/** Options common to every connection: keep trying, at most two seconds apart. */
const steady: RedisOptions = {
  retryStrategy: (times) => Math.min(times * 100, 2_000),
  connectTimeout: 5_000,
};

/** Milliseconds a producer's command may take before it fails. */
const COMMAND_TIMEOUT_MS = 10_000;

/**
 * A connection for what adds jobs: while Redis is away a command fails at once instead of piling up in memory,
 * and the caller keeps what it wanted to add. `url` is redis:// or rediss://.
 */
export function producerConnection(url: string): Redis {
  return new Redis(url, {
    ...steady,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
}

/** A connection for what works on jobs: it waits for Redis for as long as it takes. */
export function workerConnection(url: string): Redis {
  return new Redis(url, { ...steady, maxRetriesPerRequest: null });
}

/** Milliseconds that a request may lose to a cache or limit that doesn't answer. */
const CACHE_TIMEOUT_MS = 50;

/**
 * A connection for what isn't a queue (cache, limits, facts about processes), possibly to another Redis, one that may
 * evict: it never waits behind a batch, fails at once while Redis is away and gives up early where it is slow.
 */
export function cacheConnection(url: string, timeoutMs = CACHE_TIMEOUT_MS): Redis {
  return new Redis(url, {
    ...steady,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs,
  });
}
