import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import type { DbClient } from '@heliograph/db/client';
import { createPriceBook } from '@heliograph/pricing/custom-prices';
import type { OrderQueue } from '@heliograph/queue/order-queue';
import { readPriceBook } from '@heliograph/services/price/read-price-books';
import {
  findOpenRepricings,
  finishRepricing,
  noteProgress,
  readOpenRepricing,
} from '@heliograph/services/repricing/progress';
import { startOrderConsumer } from '../orders/order-consumer.ts';
import { repriceRange } from './reprice-range.ts';

export interface RepricingContext {
  clickHouse: ClickHouseClient;
  db: DbClient;
  repricings: OrderQueue;
  log: Logger;
}

/** Takes up recalculations until it is closed; `close` waits for the step in hand. */
export function startRepricingConsumer(
  context: RepricingContext,
  connection: Redis,
): { close(): Promise<void> } {
  const { db, log } = context;
  return startOrderConsumer(
    {
      ...{ kind: 'repricing', queue: context.repricings, log, title: 'A recalculation of costs' },
      findOpen: () => findOpenRepricings(db),
      carryOut: (id, isClosing) => reprice(context, id, isClosing),
      giveUp: (id, reason) => finishRepricing(db, id, reason),
    },
    connection,
  );
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
