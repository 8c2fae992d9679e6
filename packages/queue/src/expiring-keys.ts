import type { Redis } from 'ioredis';

/** The only way to what isn't a queue: no key without an end. */
export interface ExpiringKeys {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** All fields of a hash. */
  fields(key: string): Promise<Record<string, string>>;
  /** Sets a field; the whole hash lives for `ttlMs` from then on. */
  setField(key: string, field: string, value: string, ttlMs: number): Promise<void>;
  removeField(key: string, field: string): Promise<void>;
}

const PREFIX = 'heliograph:';

/** Keys of this Redis under a prefix of ours. `redis` is closed by whoever made it; its errors pass. */
export function createExpiringKeys(redis: Redis): ExpiringKeys {
  return {
    get: (key) => redis.get(PREFIX + key),
    async set(key, value, ttlMs) {
      await redis.set(PREFIX + key, value, 'PX', ttlMs);
    },
    fields: (key) => redis.hgetall(PREFIX + key),
    async setField(key, field, value, ttlMs) {
      // In one transaction: a crash in between would leave a key that never ends.
      const done = await redis
        .multi()
        .hset(PREFIX + key, field, value)
        .pexpire(PREFIX + key, ttlMs)
        .exec();
      for (const [error] of done ?? []) if (error !== null) throw error;
    },
    async removeField(key, field) {
      await redis.hdel(PREFIX + key, field);
    },
  };
}
