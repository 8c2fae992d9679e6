import type { Redis } from 'ioredis';

/** How much a Redis holds, and what it does when it is full. */
export interface RedisMemory {
  /** Its maxmemory-policy; null where it doesn't tell. */
  policy: string | null;
  usedBytes: number;
  /** Null where it has no limit. */
  maxBytes: number | null;
}

/** Asks Redis through INFO, which hosted ones answer too (CONFIG is often refused there). */
export async function readRedisMemory(redis: Redis): Promise<RedisMemory> {
  const text = await redis.info('memory');
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1] ?? null;
  const max = Number(field('maxmemory') ?? 0);
  return {
    policy: field('maxmemory_policy'),
    usedBytes: Number(field('used_memory') ?? 0),
    maxBytes: max === 0 ? null : max,
  };
}

/** Whether jobs of the queue could vanish to make room for others. */
export function mayEvict({ policy }: RedisMemory): boolean {
  return policy !== null && policy !== 'noeviction';
}
