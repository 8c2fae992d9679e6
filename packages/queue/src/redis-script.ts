import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script, which Redis knows by its hash once it has seen it. */
export interface RedisScript {
  text: string;
  sha: string;
  /** Connections on which it has been sent. */
  told: WeakSet<Redis>;
}

export function redisScript(text: string): RedisScript {
  return { text, sha: createHash('sha1').update(text).digest('hex'), told: new WeakSet() };
}

/** Redis forgot the script (a restart, a failover), or something before it doesn't let EVALSHA pass. */
const EVALUATE = /^NOSCRIPT|unknown command|NOPERM|not (?:allowed|supported)|disabled/i;

/**
 * Runs a script in one round trip; texts in the reply come as buffers. By its hash, else by its text: the first time
 * on a connection as text at once, as a second round trip would let commands that are given later come first.
 */
export async function runScript(
  redis: Redis,
  script: RedisScript,
  keys: readonly string[],
  values: readonly (string | number | Buffer)[],
): Promise<unknown> {
  const { text, sha, told } = script;
  const evaluate = (): Promise<unknown> => redis.callBuffer('eval', text, keys.length, ...keys, ...values);
  if (!told.has(redis)) {
    told.add(redis);
    return evaluate();
  }
  try {
    return await redis.callBuffer('evalsha', sha, keys.length, ...keys, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !EVALUATE.test(error.message)) throw error;
    return evaluate();
  }
}
