import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';

/** Ticks on which the workers evaluate the alert rules that are due. */
export const ALERT_QUEUE = 'alerts';
const SCHEDULER = 'evaluate';

export type AlertQueue = Queue<Record<string, never>>;

/** The producer's end. `connection` is closed by whoever made it. */
export function createAlertQueue(connection: Redis): AlertQueue {
  return new Queue<Record<string, never>>(ALERT_QUEUE, { connection });
}

/**
 * Sees to it that there is a tick every so many ms, one at a time however many workers there are. Changes nothing where it is
 * so already; rejects where Redis is away.
 */
export async function scheduleAlerts(queue: AlertQueue, everyMs: number): Promise<void> {
  const known = await queue.getJobScheduler(SCHEDULER);
  const waiting = await queue.getJobCountByTypes('delayed', 'waiting', 'active', 'prioritized');
  if (known?.every === everyMs && waiting > 0) return;
  await queue.upsertJobScheduler(
    SCHEDULER,
    { every: everyMs },
    { name: SCHEDULER, opts: { removeOnComplete: true, removeOnFail: true } },
  );
}
