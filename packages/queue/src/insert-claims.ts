import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { IngestQueue, InsertTokens } from './ingest-queue.ts';

/** A table that batches are inserted into. */
export type InsertTable = keyof InsertTokens;

/** Which batches share an insert, in which order, and its token; the same for as long as one of them is in the queue. */
export interface InsertClaim {
  token: string;
  batches: string[];
  /** Tables whose shared insert was given up: there each of the batches goes alone. */
  divided: InsertTable[];
}

/** What is known of a batch: its claim; or that it was stored before; or that it has left the queue. */
export type BatchState = InsertClaim | 'stored' | 'gone';

/**
 * Who inserts what with whom. A worker that was thought dead must not put a batch into another insert than the one
 * that took it over, nor into a second one after it: so it is written down with the batches before they are inserted.
 */
export interface InsertClaims {
  /**
   * Joins those of the batches that have no claim yet, under this token; one alone gets its own id as its token. Gives
   * the state of each, in order.
   */
  claim(jobIds: readonly string[], token: string): Promise<BatchState[]>;
  /** From now on the claim's batches go alone into this table. */
  divide(claim: InsertClaim, table: InsertTable): Promise<void>;
  /** Remembers for an hour that all of a batch is in ClickHouse or laid aside, should it come again. */
  stored(jobId: string): Promise<void>;
}

/**
 * Seconds for which it is remembered that a batch was stored. It comes again where its proxy died after Redis took it
 * and before its segment was deleted, at the proxy's next start.
 */
const STORED_FOR_S = 3_600;

/** KEYS: for each batch its job and its mark. ARGV: token, then the batches' ids. */
const CLAIM = `
local states, fresh, ids = {}, {}, {}
for i = 1, #KEYS, 2 do
  local n = (i + 1) / 2
  local id = ARGV[n + 1]
  if redis.call('EXISTS', KEYS[i]) == 0 then
    states[n] = {'gone'}
  elseif redis.call('EXISTS', KEYS[i + 1]) == 1 then
    states[n] = {'stored'}
  else
    local claim = redis.call('HMGET', KEYS[i], 'claim', 'divided:requests', 'divided:request_bodies')
    if claim[1] then
      states[n] = {'claimed', claim[1], claim[2] or '', claim[3] or ''}
    else
      ids[#ids + 1] = id
      fresh[#fresh + 1] = n
    end
  end
end
if #ids > 0 then
  local claim = cjson.encode({token = #ids == 1 and ids[1] or ARGV[1], batches = ids})
  for _, n in ipairs(fresh) do
    redis.call('HSET', KEYS[2 * n - 1], 'claim', claim)
    states[n] = {'claimed', claim, '', ''}
  end
end
return states`;

/** KEYS: the jobs. ARGV: the field. All at once, and none that has left the queue comes back as an empty one. */
const DIVIDE = `
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, ARGV[1], '1') end
end`;

const claimSchema = z.object({ token: z.string(), batches: z.array(z.string()) });
const stateSchema = z.union([
  z.tuple([z.enum(['gone', 'stored'])]),
  z.tuple([z.literal('claimed'), z.string(), z.string(), z.string()]),
]);

/** Claims in the queue's own Redis: they lie with the jobs, and go with them. */
export function createInsertClaims(redis: Redis, queue: Pick<IngestQueue, 'toKey'>): InsertClaims {
  const markOf = (jobId: string) => queue.toKey(`stored:${jobId}`);
  return {
    async claim(jobIds, token) {
      const keys = jobIds.flatMap((id) => [queue.toKey(id), markOf(id)]);
      const states = await redis.eval(CLAIM, keys.length, ...keys, token, ...jobIds);
      return z.array(stateSchema).parse(states).map(readState);
    },
    async divide({ batches }, table) {
      await redis.eval(DIVIDE, batches.length, ...batches.map((id) => queue.toKey(id)), `divided:${table}`);
    },
    async stored(jobId) {
      await redis.set(markOf(jobId), '', 'EX', STORED_FOR_S);
    },
  };
}

function readState(state: z.output<typeof stateSchema>): BatchState {
  if (state[0] !== 'claimed') return state[0];
  const [, claim, requests, bodies] = state;
  const divided: InsertTable[] = [];
  if (requests !== '') divided.push('requests');
  if (bodies !== '') divided.push('request_bodies');
  return { ...claimSchema.parse(JSON.parse(claim)), divided };
}
