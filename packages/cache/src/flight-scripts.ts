import { redisScript } from '@heliograph/queue/redis-script';
import { sharedLua } from './shared-lua.ts';

/** ARGV: key, flight, lock ms. Gives 1 where the flight still held its lock. */
export const renewScript = redisScript(`${sharedLua}
redis.call('ZADD', P .. 'f:' .. ARGV[1], 'XX', now + tonumber(ARGV[3]), ARGV[2])
liveFor('f:' .. ARGV[1], tonumber(ARGV[3]))
return redis.call('ZSCORE', P .. 'f:' .. ARGV[1], ARGV[2]) and 1 or 0
`);

/** ARGV: key, flight, process. Ends it where no other process waits; gives 1 where it did, 0 where it has to go on. */
export const abandonScript = redisScript(`${sharedLua}
redis.call('SREM', P .. 'w:' .. ARGV[2], ARGV[3])
if redis.call('SCARD', P .. 'w:' .. ARGV[2]) > 0 then return 0 end
redis.call('ZREM', P .. 'f:' .. ARGV[1], ARGV[2])
return 1
`);

/** ARGV: flight, process, channel of the flight's process. Tells that one when nobody waits any more. */
export const leaveScript = redisScript(`${sharedLua}
redis.call('SREM', P .. 'w:' .. ARGV[1], ARGV[2])
if redis.call('SCARD', P .. 'w:' .. ARGV[1]) == 0 then redis.call('PUBLISH', ARGV[3], ARGV[1]) end
return 0
`);

/** ARGV: key, flight, process, lock ms. Gives 1 while the flight goes on, and notes anew that the process waits. */
export const waitScript = redisScript(`${sharedLua}
local ends = redis.call('ZSCORE', P .. 'f:' .. ARGV[1], ARGV[2])
if not ends or tonumber(ends) <= now then return 0 end
redis.call('SADD', P .. 'w:' .. ARGV[2], ARGV[3])
redis.call('PEXPIRE', P .. 'w:' .. ARGV[2], ARGV[4] * 4)
return 1
`);
