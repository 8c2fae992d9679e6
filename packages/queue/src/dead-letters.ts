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
  /** Whether there was one. */
  remove(owner: LetterOwner, id: string): Promise<boolean>;
}

// In braces: what a Redis Cluster hashes, so that one transaction may hold all of these keys.
const PREFIX = 'heliograph:{dead-letters}';
const letterKey = (id: string) => `${PREFIX}:letter:${id}`;
const indexKey = (owner: LetterOwner) => `${PREFIX}:of:${owner ?? 'nobody'}`;

/** Members sort by time as text; the id behind it makes them unique. */
const memberOf = (laidAsideAt: number, id: string) => `${String(laidAsideAt).padStart(15, '0')} ${id}`;
const idOf = (member: string) => member.slice(16);

/** The letters in this Redis. `redis` is closed by whoever made it; its errors pass. */
export function createDeadLetters(redis: Redis): DeadLetters {
  async function metaOf(owner: LetterOwner, id: string): Promise<DeadLetter | null> {
    const text = await redis.hget(letterKey(id), 'meta');
    if (text === null) return null;
    const letter = deadLetterSchema.parse(JSON.parse(text));
    return letter.organizationId === owner ? letter : null;
  }

  return {
    async add(given, payload) {
      // The first to lay it aside says when: two workers on one job must not list it twice.
      await redis.hsetnx(letterKey(given.id), 'at', String(given.laidAsideAt));
      const laidAsideAt = Number(await redis.hget(letterKey(given.id), 'at'));
      const letter: DeadLetter = { ...given, version: 1, laidAsideAt, bytes: payload.byteLength };
      const done = await redis
        .multi()
        .hset(letterKey(letter.id), 'meta', JSON.stringify(letter), 'payload', Buffer.from(payload))
        .zadd(indexKey(letter.organizationId), 0, memberOf(laidAsideAt, letter.id))
        .exec();
      throwFirst(done);
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
    async remove(owner, id) {
      const letter = await metaOf(owner, id);
      if (letter === null) return false;
      const done = await redis
        .multi()
        .zrem(indexKey(owner), memberOf(letter.laidAsideAt, id))
        .del(letterKey(id))
        .exec();
      throwFirst(done);
      return true;
    },
  };
}

function throwFirst(results: [Error | null, unknown][] | null): void {
  for (const [error] of results ?? []) if (error !== null) throw error;
}
