import type { Redis } from 'ioredis';
import type { IngestQueue } from './ingest-queue.ts';
import { readRedisMemory } from './redis-memory.ts';

/** Batches beyond which producers keep theirs: about a gigabyte where each is as large as they come. */
const MAX_WAITING_BATCHES = 2_000;
/** Share of maxmemory that producers leave to workers, which can't take, finish or lay aside a job without any. */
const LEFT_TO_WORKERS = 0.25;
/** How long an answer holds, ms. */
const HOLDS_MS = 250;

/** The queue takes no more now; what is to be added is safe where it is, and waits there. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

/**
 * Keeps the queue bounded: gives a function that throws a {@link QueueFullError} while Redis is three quarters full or
 * too many batches wait. Errors of `redis` pass.
 */
export function createQueueRoom(
  redis: Redis,
  queue: IngestQueue,
  { maxWaiting = MAX_WAITING_BATCHES, holdsMs = HOLDS_MS } = {},
): () => Promise<void> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let trouble: string | null = null;
  return async () => {
    if (performance.now() - askedAt > holdsMs) {
      const [waiting, { usedBytes, maxBytes }] = await Promise.all([
        redis.llen(queue.toKey('wait')),
        readRedisMemory(redis),
      ]);
      if (waiting >= maxWaiting) trouble = `${waiting} batches wait already`;
      else if (maxBytes !== null && usedBytes > maxBytes * (1 - LEFT_TO_WORKERS))
        trouble = `Redis holds ${usedBytes} of at most ${maxBytes} bytes`;
      else trouble = null;
      askedAt = performance.now();
    }
    if (trouble !== null) throw new QueueFullError(`The queue takes no more now: ${trouble}`);
  };
}
