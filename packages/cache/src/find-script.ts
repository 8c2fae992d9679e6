import { redisScript } from '@heliograph/queue/redis-script';
import { sharedLua } from './shared-lua.ts';

/**
 * One round trip of a request that may be answered from the cache. A hit writes nothing.
 * ARGV: key, bucket size, read (0/1), oldest acceptable (ms), flight's name or '' (no part in flights), process,
 * lock ms, flight that was waited for or '', random number below 1.
 * Gives `hit` number value | `lead` generation replace | `follow` flight | `alone` generation replace | `own`.
 */
export const findScript = redisScript(`${sharedLua}
local key, size, read, oldest = ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1', tonumber(ARGV[4])
local flight, process, lockMs = ARGV[5], ARGV[6], tonumber(ARGV[7])
local waitedFor, random = ARGV[8], tonumber(ARGV[9])
local bucket, flights = P .. 'b:' .. key, P .. 'f:' .. key

local function follow(name)
  redis.call('SADD', P .. 'w:' .. name, process)
  redis.call('PEXPIRE', P .. 'w:' .. name, lockMs * 4)
  return { 'follow', name }
end

sweep(20)
redis.call('ZREMRANGEBYSCORE', flights, '-inf', now)
if waitedFor ~= '' then
  if redis.call('ZSCORE', flights, waitedFor) then return follow(waitedFor) end
  if redis.call('GET', P .. 'd:' .. waitedFor) == 'none' then return { 'own' } end
end

local replace = ''
local count = redis.call('ZCOUNT', bucket, '-inf', '(' .. size)
while read and count >= size do
  local at = math.floor(random * size)
  local number = redis.call('ZRANGE', bucket, at, at)[1]
  local id = key .. ':' .. number
  local meta = readMeta(id)
  if meta and meta.storedAt < oldest then
    replace = number
    break
  end
  local value = meta and redis.call('GET', P .. 'v:' .. id)
  if value then
    return { 'hit', number, value }
  end
  -- Redis was short of memory and evicted it.
  drop(id)
  count = count - 1
end

local generation = redis.call('HGET', P .. 'sum', 'generation') or '0'
if flight == '' then return { 'alone', generation, replace } end
local running = redis.call('ZCARD', flights)
local room = size - count
if replace ~= '' then room = 1 end
if running < room then
  redis.call('ZADD', flights, now + lockMs, flight)
  liveFor('f:' .. key, lockMs)
  return { 'lead', generation, replace }
end
return follow(redis.call('ZRANGE', flights, math.floor(random * running), math.floor(random * running))[1])
`);
