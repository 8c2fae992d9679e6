import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import {
  enqueueOrder,
  ORDER_ATTEMPTS,
  type OrderKind,
  type OrderQueue,
  orderWorkerOptions,
} from '@heliograph/queue/order-queue';
import { describeFailure } from '../ingest/describe-failure.ts';

/** How often Postgres is asked for what was ordered, ms. */
const LOOK_EVERY_MS = 1_000;

/** How orders of one kind are found and carried out. */
export interface OrderWork {
  kind: OrderKind;
  queue: OrderQueue;
  log: Logger;
  /** What it is called in the log, such as `A recalculation of costs`. */
  title: string;
  /** Ids of those that wait or were begun, oldest first. */
  findOpen: () => Promise<string[]>;
  /** Carries one out; where `isClosing` says so it may stop, and another worker goes on. */
  carryOut: (id: string, isClosing: () => boolean) => Promise<void>;
  /** Notes that it failed for good; `reason` is for people. */
  giveUp: (id: string, reason: string) => Promise<void>;
}

/** Takes up orders until it is closed; `close` waits for the step in hand. */
export function startOrderConsumer(work: OrderWork, connection: Redis): { close(): Promise<void> } {
  const { kind, log, title } = work;
  let closing = false;
  const consumer = new Worker(
    kind,
    async (job) => {
      const id = job.id ?? '';
      try {
        await work.carryOut(id, () => closing);
      } catch (error) {
        if (job.attemptsMade + 1 >= ORDER_ATTEMPTS) await work.giveUp(id, describeFailure(error));
        throw error;
      }
    },
    { connection, ...orderWorkerOptions },
  );
  consumer.on('failed', (job, error) =>
    log.warn({ [kind]: job?.id, reason: describeFailure(error) }, `${title} was interrupted`),
  );
  consumer.on('error', (error) => log.debug({ kind, reason: error.message }, 'Order consumer'));

  // Postgres is what counts: an order that Redis lost, or that was cut off, is handed out again.
  const look = setInterval(() => void handOut(work), LOOK_EVERY_MS).unref();
  return {
    async close() {
      closing = true;
      clearInterval(look);
      await consumer.close();
    },
  };
}

async function handOut({ kind, queue, log, findOpen }: OrderWork): Promise<void> {
  try {
    for (const id of await findOpen()) await enqueueOrder(queue, id);
  } catch (error) {
    log.debug({ kind, reason: describeFailure(error) }, 'Orders could not be looked for');
  }
}
