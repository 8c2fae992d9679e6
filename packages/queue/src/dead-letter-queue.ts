import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Where records go that can't be stored, one job each, until a person replays or discards them. */
export const DEAD_LETTER_QUEUE = 'ingest-dead';

export const deadLetterSchema = z.object({
  version: z.literal(1),
  /** Why the record couldn't be stored, for people. */
  reason: z.string(),
  /** The record's frame (see record-frame) as it came, in base64. */
  frame: z.base64(),
  /** The ingest job it came with. */
  sourceJobId: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export type DeadLetterQueue = Queue<DeadLetter>;

/** The queue of dead letters; nothing works on it. `connection` is closed by whoever made it. */
export function createDeadLetterQueue(connection: Redis): DeadLetterQueue {
  return new Queue<DeadLetter>(DEAD_LETTER_QUEUE, { connection });
}

/** Lays one record aside. Doing so twice for the same record of a job leaves one. */
export async function addDeadLetter(
  queue: DeadLetterQueue,
  {
    sourceJobId,
    position,
    reason,
    frame,
  }: { sourceJobId: string; position: number; reason: string; frame: Uint8Array },
): Promise<void> {
  const data: DeadLetter = { version: 1, reason, frame: Buffer.from(frame).toString('base64'), sourceJobId };
  await queue.add('dead-letter', data, { jobId: `${sourceJobId}-${position}` });
}
