import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { type AlertQueue, ALERT_QUEUE, scheduleAlerts } from '@heliograph/queue/alert-queue';
import { forgetGroups } from '@heliograph/services/alert/store-evaluations';
import { describeFailure } from '../ingest/describe-failure.ts';
import { type AlertContext, evaluateDue } from './evaluate-due.ts';

/** Ticks in a minute: rules come in as many bunches. */
const TICKS = 12;
/** How often the schedule is looked after, in case Redis lost it, ms. */
const RESCHEDULE_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Evaluates alert rules until it is closed. One scheduler hands out one tick at a time, whichever worker takes it; what two of
 * them did at once would still be told once, by the versions of the states.
 */
export function startAlerts(
  context: AlertContext & { alerts: AlertQueue },
  connection: Redis,
): { close(): Promise<void> } {
  const { alerts, log, clock, db, now } = context;
  let closing = false;
  const consumer = new Worker(
    ALERT_QUEUE,
    async () => {
      while (!closing && (await evaluateDue(context)) > 0);
    },
    // A tick whose worker died is not repeated: what is due stays due, and the next one comes.
    { connection, concurrency: 1, lockDuration: 60_000, maxStalledCount: 0 },
  );
  consumer.on('failed', (_job, error) =>
    log.warn({ reason: describeFailure(error) }, 'Alert rules wait to be evaluated'),
  );
  consumer.on('error', (error) => log.debug({ reason: error.message }, 'Alert consumer'));

  const schedule = () =>
    void scheduleAlerts(alerts, Math.max(250, Math.round(clock.minuteMs / TICKS))).catch((error: unknown) =>
      log.debug({ reason: describeFailure(error) }, 'Alert rules could not be scheduled'),
    );
  const forget = () =>
    void forgetGroups(db, new Date(now() - DAY_MS)).catch((error: unknown) =>
      log.debug({ reason: describeFailure(error) }, 'Groups of alerts could not be forgotten'),
    );
  schedule();
  const timers = [
    setInterval(schedule, RESCHEDULE_EVERY_MS).unref(),
    setInterval(forget, RESCHEDULE_EVERY_MS * 10).unref(),
  ];
  return {
    async close() {
      closing = true;
      for (const timer of timers) clearInterval(timer);
      await consumer.close();
    },
  };
}
