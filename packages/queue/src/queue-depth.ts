import type { Redis } from 'ioredis';
import type { IngestQueue } from './ingest-queue.ts';

/** What lies in the ingest queue, in batches. */
export interface QueueDepth {
  waiting: number;
  active: number;
  /** Put off for a moment after a failed attempt. */
  delayed: number;
  /** When the oldest waiting batch came in, ms since the epoch; null where none waits. */
  oldestAt: number | null;
}

/** Asks Redis without loading a batch. */
export async function readQueueDepth(redis: Redis, queue: IngestQueue): Promise<QueueDepth> {
  const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts('waiting', 'active', 'delayed');
  // New batches come in on the left.
  const oldest = await redis.lindex(queue.toKey('wait'), -1);
  const since = oldest === null ? null : await redis.hget(queue.toKey(oldest), 'timestamp');
  return { waiting, active, delayed, oldestAt: since === null ? null : Number(since) };
}
