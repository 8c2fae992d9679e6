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
import { type PrepareContext, prepareRecords } from './prepare-records.ts';
import { createRoom } from './room.ts';

/** Attempts on a job that can't be read before it is laid aside: a worker of another version may know how. */
const UNREADABLE_ATTEMPTS = 3;
/** What batches in hand may be together, in characters as they lie in Redis, before further ones wait to be unpacked. */
const IN_HAND_CHARACTERS = 32 * 1024 ** 2;
/** Batches unpacked at once: one after the other, so that they come to their inserts one after the other. */
const UNPACKED_AT_ONCE = 2;

export interface ConsumerContext extends IngestContext, PrepareContext {}

/** Works on the ingest queue until it is closed. `close` lets the batches in hand finish, or puts them back. */
export function startIngestConsumer(context: ConsumerContext, connection: Redis): { close(): Promise<void> } {
  const { metrics, log } = context;
  const closing = new AbortController();

  const inHand = createRoom(IN_HAND_CHARACTERS);
  const unpacking = createRoom(UNPACKED_AT_ONCE);

  async function prepare(job: Job): Promise<Awaited<ReturnType<typeof prepareRecords>>> {
    const done = await unpacking.enter(1);
    try {
      return await prepareRecords(context, job.data, job.id ?? '');
    } finally {
      done();
    }
  }

  /** While ClickHouse is away a batch waits here, with its lock renewed, and counts no attempt. */
  async function work(job: Job, token: string | undefined): Promise<void> {
    let records: Awaited<ReturnType<typeof prepare>> | null = null;
    for (let failures = 0; ;) {
      try {
        records ??= await prepare(job);
        return await ingestBatch(context, {
          jobId: job.id ?? '',
          attempt: job.attemptsMade + 1,
          wasCut: failures > 0 || job.attemptsStarted > 1,
          data: job.data,
          halved: halvedPartsOf(job),
          ...records,
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
      const leave = await inHand.enter(weightOf(job.data));
      try {
        await work(job, token);
      } catch (error) {
        if (!(error instanceof UnreadableJobError) || job.attemptsMade + 1 < UNREADABLE_ATTEMPTS) throw error;
        await layJobAside(context, { jobId: job.id ?? '', data: job.data, reason: error.message });
      } finally {
        leave();
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

/** How much a job is to be held, in characters. */
function weightOf(data: unknown): number {
  const records: unknown = typeof data === 'object' && data !== null && 'records' in data ? data.records : '';
  return typeof records === 'string' ? records.length : 0;
}
