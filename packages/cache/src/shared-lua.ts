/**
 * What the scripts have in common. Redis ends an answer by itself; its place in the indexes ends with the next script
 * that runs for the organization, before anything is counted.
 */
export const sharedLua = `
local P = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local nowMicros = time[1] * 1000000 + time[2]

local function part(id) return string.sub(id, 1, 64), string.sub(id, 66) end

local function readMeta(id)
  local meta = redis.call('HGET', P .. 'meta', id)
  if not meta then return nil end
  local size, seed, storedAt, model = string.match(meta, '^(%d+):(%x+):(%d+):(.*)$')
  return { size = tonumber(size), seed = seed, storedAt = tonumber(storedAt), model = model }
end

-- A question goes with the last answer to it.
local function forgetQuestion(key)
  local meta = redis.call('HGET', P .. 'qmeta', key)
  if not meta then return end
  local size, group = string.match(meta, '^(%d+):(%x+)$')
  redis.call('HDEL', P .. 'qmeta', key)
  redis.call('ZREM', P .. 'g:' .. group, key)
  redis.call('ZREM', P .. 'u:' .. group, key)
  redis.call('UNLINK', P .. 'q:' .. key)
  redis.call('HINCRBY', P .. 'sum', 'bytes', -tonumber(size))
end

local function drop(id)
  local key, number = part(id)
  redis.call('ZREM', P .. 'b:' .. key, number)
  if redis.call('ZCARD', P .. 'b:' .. key) == 0 then forgetQuestion(key) end
  redis.call('ZREM', P .. 'lru', id)
  redis.call('ZREM', P .. 'exp', id)
  redis.call('UNLINK', P .. 'v:' .. id)
  local meta = readMeta(id)
  if not meta then return false end
  redis.call('HDEL', P .. 'meta', id)
  redis.call('ZREM', P .. 's:' .. meta.seed, id)
  redis.call('HINCRBY', P .. 'sum', 'bytes', -meta.size)
  return true
end

local function sweep(max)
  local ended = redis.call('ZRANGEBYSCORE', P .. 'exp', '-inf', now, 'LIMIT', 0, max)
  for _, id in ipairs(ended) do drop(id) end
  return #ended
end

local function liveFor(name, ms)
  if redis.call('PTTL', P .. name) < ms then redis.call('PEXPIRE', P .. name, ms) end
end
`;
