import { redisScript } from '@heliograph/queue/redis-script';
import { sharedLua } from '../shared-lua.ts';

/**
 * Keeps the question of a key that has an answer.
 * ARGV: key, group, TTL ms, most questions of a group, budget bytes, overhead bytes, value. Gives 1 where it was kept.
 */
export const keepQuestionScript = redisScript(`${sharedLua}
local key, group, ttl, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local budget, bytes, value = tonumber(ARGV[5]), #ARGV[7] + tonumber(ARGV[6]), ARGV[7]
local added, used = P .. 'g:' .. group, P .. 'u:' .. group
sweep(20)
if bytes > budget or redis.call('ZCARD', P .. 'b:' .. key) == 0 then return 0 end
forgetQuestion(key)
-- Places in time are never given twice, also where the clock goes back.
local last = redis.call('ZRANGE', added, -1, -1, 'WITHSCORES')[2]
local place = math.max(nowMicros, (tonumber(last) or 0) + 1)
redis.call('SET', P .. 'q:' .. key, value, 'PX', ttl)
redis.call('HSET', P .. 'qmeta', key, string.format('%d:%s', bytes, group))
redis.call('ZADD', added, string.format('%.0f', place), key)
redis.call('ZADD', used, nowMicros, key)
redis.call('HINCRBY', P .. 'sum', 'bytes', bytes)
for _, name in ipairs({ 'qmeta', 'sum', 'g:' .. group, 'u:' .. group }) do liveFor(name, ttl + 60000) end
while redis.call('ZCARD', added) > most do
  forgetQuestion(redis.call('ZRANGE', used, 0, 0)[1])
end
while tonumber(redis.call('HGET', P .. 'sum', 'bytes')) > budget do
  drop(redis.call('ZRANGE', P .. 'lru', 0, 0)[1])
end
return redis.call('EXISTS', P .. 'q:' .. key)
`);

/**
 * What is new in a group. ARGV: group, place up to which it is known, how many are known, most to be given.
 * Gives the keys still there of those known ('' where all are), then place, key and value of each new one.
 */
export const newQuestionsScript = redisScript(`${sharedLua}
local group, since, known, most = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local added = P .. 'g:' .. group
sweep(20)
local reply = { '' }
local fresh = redis.call('ZRANGEBYSCORE', added, '(' .. since, '+inf', 'WITHSCORES', 'LIMIT', 0, most)
for at = 1, #fresh, 2 do
  local value = redis.call('GET', P .. 'q:' .. fresh[at])
  if value then
    reply[#reply + 1] = fresh[at + 1]
    reply[#reply + 1] = fresh[at]
    reply[#reply + 1] = value
  else
    -- Redis was short of memory and evicted it.
    forgetQuestion(fresh[at])
  end
end
if redis.call('ZCOUNT', added, '-inf', since) ~= known then
  reply[1] = table.concat(redis.call('ZRANGEBYSCORE', added, '-inf', since), ',')
  if reply[1] == '' then reply[1] = '-' end
end
return reply
`);

/** ARGV: group, key. */
export const useQuestionScript = redisScript(`${sharedLua}
redis.call('ZADD', P .. 'u:' .. ARGV[1], 'XX', nowMicros, ARGV[2])
return 0
`);
