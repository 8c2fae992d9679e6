import { redisScript, runScript } from '@heliograph/queue/redis-script';
import type { Redis } from 'ioredis';
import { prefixOf, seedName } from './keys.ts';
import { sharedLua } from './shared-lua.ts';

/** Which answers go: those for which all that is said holds; nothing said means all. */
export interface PurgeTarget {
  key?: string | undefined;
  seed?: string | undefined;
  model?: string | undefined;
}

/**
 * Removes a part of the answers. ARGV: key or '', seed or '', whether the model counts (0/1), model, cursor, whether it
 * is the first part (0/1). Gives how many went and the next part's cursor, '0' at the end.
 */
const purgeScript = redisScript(`${sharedLua}
local key, seed, byModel, model, cursor, first = ARGV[1], ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5], ARGV[6] == '1'
if first then
  sweep(10000)
  -- Answers to calls that began before now are not kept when they come.
  redis.call('HINCRBY', P .. 'sum', 'generation', 1)
  liveFor('sum', 86400000)
end
local candidates = {}
if key ~= '' then
  cursor = '0'
  for _, number in ipairs(redis.call('ZRANGE', P .. 'b:' .. key, 0, -1)) do
    candidates[#candidates + 1] = key .. ':' .. number
  end
else
  local scanned = seed ~= '' and redis.call('ZSCAN', P .. 's:' .. seed, cursor, 'COUNT', 500)
    or redis.call('HSCAN', P .. 'meta', cursor, 'COUNT', 500)
  cursor = scanned[1]
  for at = 1, #scanned[2], 2 do candidates[#candidates + 1] = scanned[2][at] end
end
local gone = 0
for _, id in ipairs(candidates) do
  local meta = readMeta(id)
  if meta and (seed == '' or meta.seed == seed) and (not byModel or meta.model == model) and drop(id) then
    gone = gone + 1
  end
end
return { gone, cursor }
`);

/** Removes an organization's answers from the cache; gives how many. What is being answered meanwhile isn't kept either. */
export async function purgeAnswers(
  redis: Redis,
  organizationId: string,
  target: PurgeTarget,
): Promise<number> {
  const seed = target.seed === undefined ? '' : seedName(target.seed);
  let cursor = '0';
  let gone = 0;
  let first = 1;
  do {
    const values = [
      target.key ?? '',
      seed,
      target.model === undefined ? 0 : 1,
      target.model ?? '',
      cursor,
      first,
    ];
    const reply = await runScript(redis, purgeScript, [prefixOf(organizationId)], values);
    const [removed, next] = Array.isArray(reply) ? (reply as unknown[]) : [];
    gone += Number(removed);
    cursor = String(next);
    first = 0;
  } while (cursor !== '0');
  return gone;
}
