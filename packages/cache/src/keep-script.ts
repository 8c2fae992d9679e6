import { redisScript } from '@heliograph/queue/redis-script';
import { sharedLua } from './shared-lua.ts';

/**
 * Ends a call: keeps its answer where there is one, ends its flight and wakes who waits for it elsewhere.
 * ARGV: key, bucket size, capacity of the seed (0: none), seed, model, TTL ms, generation, replace (a number, '*' any,
 * '' none), budget bytes, overhead bytes, flight or '', channel's beginning, value ('' for none).
 * Gives 'kept', 'full' or 'none'.
 */
export const keepScript = redisScript(`${sharedLua}
local key, size, capacity, seed, model = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4], ARGV[5]
local ttl, generation, replace = tonumber(ARGV[6]), ARGV[7], ARGV[8]
local budget, overhead = tonumber(ARGV[9]), tonumber(ARGV[10])
local flight, channel, value = ARGV[11], ARGV[12], ARGV[13]
local bucket = P .. 'b:' .. key
local bytes = #value + overhead

-- Numbers are 0, 1, 2, … with holes: the first rank whose number is higher than the rank is one.
local function freeNumber()
  local low, high = 0, redis.call('ZCARD', bucket)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local number = tonumber(redis.call('ZRANGE', bucket, middle, middle)[1])
    if number > middle then high = middle else low = middle + 1 end
  end
  return low
end

local function place()
  if redis.call('ZCOUNT', bucket, '-inf', '(' .. size) < size then return freeNumber() end
  if replace == '' then return nil end
  local number = replace
  if replace == '*' then
    local at = nowMicros % size
    number = redis.call('ZRANGE', bucket, at, at)[1]
  end
  drop(key .. ':' .. number)
  return tonumber(number)
end

local function evict(index, id)
  local oldest = redis.call('ZRANGE', P .. index, 0, 1)
  drop(oldest[1] == id and oldest[2] or oldest[1])
end

local function keep()
  if value == '' or bytes > budget then return 'none' end
  if (redis.call('HGET', P .. 'sum', 'generation') or '0') ~= generation then return 'none' end
  local number = place()
  if not number then return 'full' end
  local id = key .. ':' .. number
  redis.call('SET', P .. 'v:' .. id, value, 'PX', ttl)
  redis.call('HSET', P .. 'meta', id, string.format('%d:%s:%d:%s', bytes, seed, now, model))
  redis.call('ZADD', P .. 'exp', now + ttl, id)
  redis.call('ZADD', P .. 'lru', nowMicros, id)
  redis.call('ZADD', P .. 's:' .. seed, nowMicros, id)
  redis.call('ZADD', bucket, number, number)
  redis.call('HINCRBY', P .. 'sum', 'bytes', bytes)
  -- A little longer than the entries, so that an index never ends before what it tells of.
  for _, name in ipairs({ 'meta', 'exp', 'lru', 'sum', 's:' .. seed, 'b:' .. key }) do
    liveFor(name, ttl + 60000)
  end
  while tonumber(redis.call('HGET', P .. 'sum', 'bytes')) > budget do evict('lru', id) end
  if capacity > 0 then
    while redis.call('ZCARD', P .. 's:' .. seed) > capacity do evict('s:' .. seed, id) end
  end
  return 'kept'
end

sweep(1000)
local outcome = keep()
if flight ~= '' then
  redis.call('ZREM', P .. 'f:' .. key, flight)
  local waiting = redis.call('SMEMBERS', P .. 'w:' .. flight)
  if #waiting > 0 then
    redis.call('SET', P .. 'd:' .. flight, outcome == 'none' and 'none' or 'kept', 'PX', 60000)
    redis.call('DEL', P .. 'w:' .. flight)
    for _, process in ipairs(waiting) do redis.call('PUBLISH', channel .. process, flight) end
  end
end
return outcome
`);
