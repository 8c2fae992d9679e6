import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A Lua script, which Redis knows by its hash once it has seen it. */
export interface Script {
  text: string;
  sha: string;
}

export function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/** Runs a script in one round trip, two where Redis doesn't know it yet. Texts in the reply come as buffers. */
export async function runScript(
  redis: Redis,
  { text, sha }: Script,
  prefix: string,
  values: readonly (string | number | Buffer)[],
): Promise<unknown> {
  try {
    return await redis.callBuffer('evalsha', sha, 1, prefix, ...values);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return redis.callBuffer('eval', text, 1, prefix, ...values);
  }
}
