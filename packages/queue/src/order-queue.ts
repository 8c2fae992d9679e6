import { type JobsOptions, Queue, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';

/** Work that was ordered and is handed to the workers; what it is, and how far, stands in Postgres under the job's id. */
export type OrderKind = 'repricing' | 'export';

/** Tries on an order before it counts as failed: half an hour, in which ClickHouse may come back. */
export const ORDER_ATTEMPTS = 12;

const jobOptions: JobsOptions = {
  attempts: ORDER_ATTEMPTS,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: true,
  removeOnFail: true,
};

/** One of a kind at a time in each worker: they are heavy. A job whose worker died is taken up again within 30 s. */
export const orderWorkerOptions = {
  concurrency: 1,
  lockDuration: 20_000,
  stalledInterval: 10_000,
  maxStalledCount: 1_000_000,
} satisfies Partial<WorkerOptions>;

export type OrderQueue = Queue<Record<string, never>>;

/** The producer's end. `connection` is closed by whoever made it. */
export function createOrderQueue(connection: Redis, kind: OrderKind): OrderQueue {
  return new Queue<Record<string, never>>(kind, { connection, defaultJobOptions: jobOptions });
}

/** Hands an order to the workers; one that is in the queue already stays there once. */
export async function enqueueOrder(queue: OrderQueue, id: string): Promise<void> {
  await queue.add(queue.name, {}, { jobId: id });
}
