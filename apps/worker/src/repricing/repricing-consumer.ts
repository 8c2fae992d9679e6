import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import type { DbClient } from '@heliograph/db/client';
import { createPriceBook } from '@heliograph/pricing/custom-prices';
import {
  enqueueRepricing,
  REPRICING_ATTEMPTS,
  REPRICING_QUEUE,
  type RepricingQueue,
  repricingJobSchema,
  repricingWorkerOptions,
} from '@heliograph/queue/repricing-queue';
import { readPriceBook } from '@heliograph/services/price/read-price-books';
import {
  findOpenRepricings,
  finishRepricing,
  noteProgress,
  readOpenRepricing,
} from '@heliograph/services/repricing/progress';
import { describeFailure } from '../ingest/describe-failure.ts';
import { repriceRange } from './reprice-range.ts';

export interface RepricingContext {
  clickHouse: ClickHouseClient;
  db: DbClient;
  repricings: RepricingQueue;
  log: Logger;
}

/** How often Postgres is asked for recalculations that were ordered, ms. */
const LOOK_EVERY_MS = 1_000;

/** Takes up recalculations until it is closed; `close` waits for the step in hand. */
export function startRepricingConsumer(
  context: RepricingContext,
  connection: Redis,
): { close(): Promise<void> } {
  const { log } = context;
  let closing = false;
  const consumer = new Worker(
    REPRICING_QUEUE,
    async (job) => {
      const { repricingId } = repricingJobSchema.parse(job.data);
      try {
        await reprice(context, repricingId, () => closing);
      } catch (error) {
        if (job.attemptsMade + 1 >= REPRICING_ATTEMPTS) {
          await finishRepricing(context.db, repricingId, describeFailure(error));
        }
        throw error;
      }
    },
    { connection, ...repricingWorkerOptions },
  );
  consumer.on('failed', (job, error) =>
    log.warn(
      { repricing: job?.id, reason: describeFailure(error) },
      'A recalculation of costs was interrupted',
    ),
  );
  consumer.on('error', (error) => log.debug({ reason: error.message }, 'Repricing consumer'));

  // Postgres is what counts: a recalculation that Redis lost, or that was cut off, is handed out again.
  const look = setInterval(() => void handOut(context), LOOK_EVERY_MS).unref();
  return {
    async close() {
      closing = true;
      clearInterval(look);
      await consumer.close();
    },
  };
}

async function handOut({ db, repricings, log }: RepricingContext): Promise<void> {
  try {
    for (const id of await findOpenRepricings(db)) await enqueueRepricing(repricings, id);
  } catch (error) {
    log.debug({ reason: describeFailure(error) }, 'Recalculations could not be looked for');
  }
}

async function reprice(
  { clickHouse, db, log }: RepricingContext,
  id: string,
  isClosing: () => boolean,
): Promise<void> {
  const repricing = await readOpenRepricing(db, id);
  if (repricing === null) return;
  const { organizationId, provider, model, from, to, cursor, changed } = repricing;
  let ended = true;
  await repriceRange(clickHouse, {
    name: id.replaceAll('-', ''),
    range: { organizationId, provider, model, from, to },
    cursor,
    changed,
    book: createPriceBook(await readPriceBook(db, organizationId)),
    async onProgress(progress) {
      const goesOn = await noteProgress(db, id, progress);
      // Postgres keeps it open, so that the next worker to look goes on from the cursor.
      if (isClosing() && progress.cursor?.getTime() !== to.getTime()) ended = false;
      return goesOn && ended;
    },
  });
  if (!ended) return;
  await finishRepricing(db, id, null);
  log.info({ repricing: id }, 'Costs were recalculated');
}
