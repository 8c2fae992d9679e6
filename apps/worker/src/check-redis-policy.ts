import { mayEvict, readRedisMemory } from '@heliograph/queue/redis-memory';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * Looks at each connection whether the Redis of the queue would evict keys when it is full, and says so loudly: jobs
 * would vanish without a trace. Gives what it saw last; false until it could look.
 */
export function watchRedisPolicy(redis: Redis, log: Logger): () => boolean {
  let evicts = false;
  const look = async (): Promise<void> => {
    const memory = await readRedisMemory(redis);
    evicts = mayEvict(memory);
    if (!evicts) return;
    log.error(
      { policy: memory.policy },
      'The Redis of the queue may evict keys, and log records with them: set its maxmemory-policy to noeviction',
    );
  };
  redis.on('ready', () => void look().catch(() => undefined));
  return () => evicts;
}
