import { type JobsOptions, Queue, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';

/** Recalculations of costs on their way to a worker. What they are, and how far, stands in Postgres. */
export const REPRICING_QUEUE = 'repricing';

export const repricingJobSchema = z.object({ version: z.literal(1), repricingId: z.uuid() });
type RepricingJob = z.infer<typeof repricingJobSchema>;

/** Tries on a recalculation before it counts as failed: half an hour, in which ClickHouse may come back. */
export const REPRICING_ATTEMPTS = 12;

const jobOptions: JobsOptions = {
  attempts: REPRICING_ATTEMPTS,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** One at a time in each worker: a mutation is heavy. A job whose worker died is taken up again within 30 s. */
export const repricingWorkerOptions = {
  concurrency: 1,
  lockDuration: 20_000,
  stalledInterval: 10_000,
  maxStalledCount: 1_000_000,
} satisfies Partial<WorkerOptions>;

export type RepricingQueue = Queue<RepricingJob>;

/** The producer's end. `connection` is closed by whoever made it. */
export function createRepricingQueue(connection: Redis): RepricingQueue {
  return new Queue<RepricingJob>(REPRICING_QUEUE, { connection, defaultJobOptions: jobOptions });
}

/** Hands a recalculation to the workers; one that is in the queue already stays there once. */
export async function enqueueRepricing(queue: RepricingQueue, repricingId: string): Promise<void> {
  await queue.add('repricing', { version: 1, repricingId }, { jobId: repricingId });
}
