import { redisScript, runScript } from '@heliograph/queue/redis-script';
import type { Redis } from 'ioredis';
import { prefixOf } from './keys.ts';
import { sharedLua } from './shared-lua.ts';

const occupancyScript = redisScript(`${sharedLua}
while sweep(1000) == 1000 do end
return { redis.call('ZCARD', P .. 'lru'), tonumber(redis.call('HGET', P .. 'sum', 'bytes') or '0') }
`);

/** How many answers an organization has in the cache, and how many bytes they and their indexes take of its budget. */
export async function readOccupancy(
  redis: Redis,
  organizationId: string,
): Promise<{ entries: number; bytes: number }> {
  const reply = await runScript(redis, occupancyScript, [prefixOf(organizationId)], []);
  const [entries, bytes] = Array.isArray(reply) ? (reply as unknown[]) : [];
  return { entries: Number(entries), bytes: Number(bytes) };
}
