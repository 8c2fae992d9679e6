import { setTimeout as wait } from 'node:timers/promises';
import { type Job, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { isAway } from '@heliograph/clickhouse/is-away';
import {
  INGEST_QUEUE,
  ingestWorkerOptions,
  retryWaitMs,
  UnreadableJobError,
} from '@heliograph/queue/ingest-queue';
import { describeFailure } from './describe-failure.ts';
import { halvedPartsOf } from './halved-parts.ts';
import { type IngestContext, ingestBatch } from './ingest-batch.ts';
import { layJobAside } from './lay-aside.ts';

/** Attempts on a job that can't be read before it is laid aside: a worker of another version may know how. */
const UNREADABLE_ATTEMPTS = 3;

/** Works on the ingest queue until it is closed. `close` lets the batches in hand finish, or puts them back. */
export function startIngestConsumer(context: IngestContext, connection: Redis): { close(): Promise<void> } {
  const { metrics, log } = context;
  const closing = new AbortController();

  /** While ClickHouse is away a batch waits here, with its lock renewed, and counts no attempt. */
  async function work(job: Job, token: string | undefined): Promise<void> {
    for (let failures = 0; ;) {
      try {
        return await ingestBatch(context, {
          jobId: job.id ?? '',
          attempt: job.attemptsMade + 1,
          wasCut: failures > 0 || job.attemptsStarted > 1,
          data: job.data,
          halved: halvedPartsOf(job),
        });
      } catch (error) {
        if (!isAway(error)) throw error;
        failures += 1;
        metrics.jobFailed(describeFailure(error));
        const fields = { jobId: job.id, failures, reason: describeFailure(error) };
        log[failures === 1 ? 'warn' : 'debug'](fields, 'A batch waits for ClickHouse');
        await wait(retryWaitMs(failures), undefined, { signal: closing.signal }).catch(() => undefined);
        if (!closing.signal.aborted) continue;
        await job.moveToWait(token);
        throw new WaitingError();
      }
    }
  }

  const consumer = new Worker(
    INGEST_QUEUE,
    async (job, token) => {
      const startedAt = performance.now();
      try {
        await work(job, token);
      } catch (error) {
        if (!(error instanceof UnreadableJobError) || job.attemptsMade + 1 < UNREADABLE_ATTEMPTS) throw error;
        await layJobAside(context, { jobId: job.id ?? '', data: job.data, reason: error.message });
      }
      metrics.jobDone(performance.now() - startedAt);
    },
    { connection, ...ingestWorkerOptions },
  );
  consumer.on('failed', (job, error) => {
    metrics.jobFailed(describeFailure(error));
    log.warn(
      { jobId: job?.id, attempt: job?.attemptsMade, reason: describeFailure(error) },
      'A batch waits to be tried again',
    );
  });
  consumer.on('stalled', (jobId) =>
    log.warn({ jobId }, 'A batch was taken over from a worker that went silent'),
  );
  consumer.on('error', (error) => log.debug({ reason: error.message }, 'Ingest consumer'));
  return {
    close() {
      closing.abort();
      return consumer.close();
    },
  };
}
