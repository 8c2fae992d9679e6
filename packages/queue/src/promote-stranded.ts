import type { Redis } from 'ioredis';
import type { IngestQueue } from './ingest-queue.ts';

/** BullMQ's score of a delayed job: its time in ms, and twelve bits that keep the order. */
const SCORES_PER_MS = 4096;
/** No job is ever delayed longer than this, ms; see retryWaitMs. */
const LONGEST_DELAY_MS = 15_000;
const AT_ONCE = 100;

/**
 * Brings back batches that were delayed to a time that lies too far ahead: the clock of the worker that delayed them
 * has jumped since, or is wrong. Gives their number.
 */
export async function promoteStranded(redis: Redis, queue: IngestQueue, now: number): Promise<number> {
  const beyond = (now + LONGEST_DELAY_MS) * SCORES_PER_MS;
  const ids = await redis.zrangebyscore(queue.toKey('delayed'), beyond, '+inf', 'LIMIT', 0, AT_ONCE);
  let promoted = 0;
  for (const id of ids) {
    const job = await queue.getJob(id);
    await job?.promote();
    promoted += 1;
  }
  return promoted;
}
