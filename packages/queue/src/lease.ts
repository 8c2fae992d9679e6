import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';

/** Lets one of several processes do what would be done twice otherwise. */
export interface Lease {
  /** Takes or keeps the lease; false where another process has it. True while Redis is away: twice is better than never. */
  hold(): Promise<boolean>;
  /** Lets another process have it at once. Never rejects. */
  release(): Promise<void>;
}

const PREFIX = 'heliograph:lease:';

/** A lease that ends `ttlMs` after it was last held. It spares work; it doesn't make anything safe to be done once only. */
export function createLease(redis: Redis, { name, ttlMs }: { name: string; ttlMs: number }): Lease {
  const key = PREFIX + name;
  const owner = randomUUID();
  const isMine = async () => (await redis.get(key)) === owner;
  return {
    async hold() {
      try {
        if ((await redis.set(key, owner, 'PX', ttlMs, 'NX')) === 'OK') return true;
        return (await isMine()) && (await redis.pexpire(key, ttlMs)) === 1;
      } catch {
        return true;
      }
    },
    async release() {
      try {
        if (await isMine()) await redis.del(key);
      } catch {
        // It ends by itself.
      }
    },
  };
}
