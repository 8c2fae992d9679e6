import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Runs a Lua script in Redis; one round trip once Redis knows it. */
export type RedisScript = (
  redis: Redis,
  keys: readonly string[],
  args: readonly string[],
) => Promise<unknown>;

/** Redis forgot the script (a restart, a failover), or something before it doesn't let EVALSHA pass. */
const EVALUATE = /^NOSCRIPT|unknown command|NOPERM|not (?:allowed|supported)|disabled/i;

/**
 * A script by its hash, else by its text. The first time on a connection it goes as text at once: a second round trip
 * would let commands that are given later come first.
 */
export function createRedisScript(source: string): RedisScript {
  const sha = createHash('sha1').update(source).digest('hex');
  const told = new WeakSet<Redis>();
  return async (redis, keys, args) => {
    if (!told.has(redis)) {
      told.add(redis);
      return redis.eval(source, keys.length, ...keys, ...args);
    }
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !EVALUATE.test(error.message)) throw error;
      return redis.eval(source, keys.length, ...keys, ...args);
    }
  };
}
