import type { Redis } from 'ioredis';
import { z } from 'zod';
import { insertTokensSchema } from './ingest-queue.ts';

/**
 * Records that can't be stored, kept until a person replays or discards them. They lie in plain Redis keys: an index
 * for each organization, and one hash for each letter, so that a list never loads what was captured.
 */
export const deadLetterSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  kind: z.enum([
    /** One record's frame. */
    'record',
    /** A whole job that nobody can read. */
    'job',
  ]),
  /** Whose record it is; null where that can't be read of it. */
  organizationId: z.uuid().nullable(),
  requestId: z.uuid().nullable(),
  /** Arrival of the request, ms since the epoch. */
  createdAt: z.number().nullable(),
  /** When it was laid aside, ms since the epoch. */
  laidAsideAt: z.number(),
  /** Why it couldn't be stored, for people; may quote the record. */
  reason: z.string(),
  /** The ingest job it came with. */
  sourceJobId: z.string(),
  /** Bytes of what is kept of it. */
  bytes: z.number().int().nonnegative(),
  /** Tables that lack its row, each with the token under which the row was last tried. */
  tokens: insertTokensSchema,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** Whose letters are meant: an organization's, or those of nobody known. */
export type LetterOwner = string | null;

export interface DeadLetterPage {
  items: DeadLetter[];
  /** Of the next page; null on the last one. */
  cursor: string | null;
}

export interface DeadLetters {
  /** Lays something aside. Doing so again for the same id keeps one letter, with what was said last. */
  add(letter: Omit<DeadLetter, 'version' | 'bytes'>, payload: Uint8Array): Promise<void>;
  /** Newest first. */
  list(owner: LetterOwner, page: { limit: number; cursor?: string | undefined }): Promise<DeadLetterPage>;
  count(owner: LetterOwner): Promise<number>;
  /** A letter of this owner with what was kept; null where there is none of that id. */
  read(owner: LetterOwner, id: string): Promise<{ letter: DeadLetter; payload: Buffer } | null>;
  /**
   * Says that a letter is about to go its way again, so that it counts as a new one should it come back. Gives what
   * `remove` needs to tell the one from the other; null where there is none of that id.
   */
  beginReplay(owner: LetterOwner, id: string): Promise<string | null>;
  /** Whether there was one. With a `revision` only that one goes, and not what was laid aside meanwhile. */
  remove(owner: LetterOwner, id: string, revision?: string): Promise<boolean>;
}

// In braces: what a Redis Cluster hashes, so that one transaction may hold all of these keys.
const PREFIX = 'heliograph:{dead-letters}';
const letterKey = (id: string) => `${PREFIX}:letter:${id}`;
const indexKey = (owner: LetterOwner) => `${PREFIX}:of:${owner ?? 'nobody'}`;

/** Members sort by time as text, 15 digits; the id behind it makes them unique. */
const idOf = (member: string) => member.slice(16);

/**
 * Each is one step, because a letter that is replayed may come back at any moment, also as somebody else's. Fields of a
 * letter: meta, payload, at (when it was laid aside), member and index (where it is listed), revision (how often it was
 * laid aside), replayed (on its way again).
 */
const ADD = `
local at, replayed, index, member = unpack(redis.call('HMGET', KEYS[1], 'at', 'replayed', 'index', 'member'))
if index then redis.call('ZREM', index, member) end
-- The first to lay it aside says when: two workers on one job must not list it twice.
if not at or replayed then at = ARGV[1] end
local listed = string.rep('0', 15 - #at) .. at .. ' ' .. ARGV[2]
redis.call('HSET', KEYS[1], 'at', at, 'meta', ARGV[3], 'payload', ARGV[4], 'index', KEYS[2], 'member', listed)
redis.call('HDEL', KEYS[1], 'replayed')
redis.call('HINCRBY', KEYS[1], 'revision', 1)
redis.call('ZADD', KEYS[2], 0, listed)`;
const BEGIN_REPLAY = `
local index, revision = unpack(redis.call('HMGET', KEYS[1], 'index', 'revision'))
if index ~= KEYS[2] then return false end
redis.call('HSET', KEYS[1], 'replayed', '1')
return revision`;
const REMOVE = `
local index, member, revision = unpack(redis.call('HMGET', KEYS[1], 'index', 'member', 'revision'))
if index ~= KEYS[2] or (ARGV[1] ~= '' and ARGV[1] ~= revision) then return 0 end
redis.call('ZREM', index, member)
return redis.call('DEL', KEYS[1])`;

/** The letters in this Redis. `redis` is closed by whoever made it; its errors pass. */
export function createDeadLetters(redis: Redis): DeadLetters {
  async function metaOf(owner: LetterOwner, id: string): Promise<DeadLetter | null> {
    const [text, at] = await redis.hmget(letterKey(id), 'meta', 'at');
    if (text === null || text === undefined) return null;
    const letter = deadLetterSchema.parse(JSON.parse(text));
    return letter.organizationId === owner ? { ...letter, laidAsideAt: Number(at) } : null;
  }

  return {
    async add(given, payload) {
      const letter: DeadLetter = { ...given, version: 1, bytes: payload.byteLength };
      const keys = [letterKey(letter.id), indexKey(letter.organizationId)];
      const meta = JSON.stringify(letter);
      await redis.eval(ADD, 2, ...keys, String(letter.laidAsideAt), letter.id, meta, Buffer.from(payload));
    },
    async list(owner, { limit, cursor }) {
      const from = cursor === undefined ? '+' : `(${cursor}`;
      const members = await redis.zrange(indexKey(owner), from, '-', 'BYLEX', 'REV', 'LIMIT', 0, limit + 1);
      const shown = members.slice(0, limit);
      const letters = await Promise.all(shown.map((member) => metaOf(owner, idOf(member))));
      const last = shown.at(-1);
      return {
        items: letters.filter((letter) => letter !== null),
        cursor: members.length > limit && last !== undefined ? last : null,
      };
    },
    count: (owner) => redis.zcard(indexKey(owner)),
    async read(owner, id) {
      const letter = await metaOf(owner, id);
      const payload = letter === null ? null : await redis.hgetBuffer(letterKey(id), 'payload');
      return letter === null || payload === null ? null : { letter, payload };
    },
    async beginReplay(owner, id) {
      const revision = await redis.eval(BEGIN_REPLAY, 2, letterKey(id), indexKey(owner));
      return typeof revision === 'string' ? revision : null;
    },
    async remove(owner, id, revision = '') {
      return (await redis.eval(REMOVE, 2, letterKey(id), indexKey(owner), revision)) === 1;
    },
  };
}
