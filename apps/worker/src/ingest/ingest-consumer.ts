import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { INGEST_QUEUE, ingestWorkerOptions } from '@heliograph/queue/ingest-queue';
import { describeFailure } from './describe-failure.ts';
import { halvedPartsOf } from './halved-parts.ts';
import { type IngestContext, ingestBatch } from './ingest-batch.ts';

/** Works on the ingest queue until it is closed. `close` lets the batches in hand finish. */
export function startIngestConsumer(context: IngestContext, connection: Redis): { close(): Promise<void> } {
  const { metrics, log } = context;
  const consumer = new Worker(
    INGEST_QUEUE,
    async (job) => {
      const startedAt = performance.now();
      await ingestBatch(context, {
        jobId: job.id ?? '',
        attempt: job.attemptsMade + 1,
        data: job.data,
        halved: halvedPartsOf(job),
      });
      metrics.jobDone(performance.now() - startedAt);
    },
    { connection, ...ingestWorkerOptions },
  );
  consumer.on('failed', (job, error) => {
    metrics.jobFailed();
    log.warn(
      { jobId: job?.id, attempt: job?.attemptsMade, reason: describeFailure(error) },
      'A batch waits to be tried again',
    );
  });
  consumer.on('stalled', (jobId) =>
    log.warn({ jobId }, 'A batch was taken over from a worker that went silent'),
  );
  consumer.on('error', (error) => log.debug({ reason: error.message }, 'Ingest consumer'));
  return { close: () => consumer.close() };
}
