import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { ClickHouseClient } from '@heliograph/clickhouse/client';
import { exportFileName } from '@heliograph/contracts/exports';
import type { DbClient } from '@heliograph/db/client';
import type { OrderQueue } from '@heliograph/queue/order-queue';
import {
  failExport,
  findOpenExports,
  finishExport,
  noteExported,
  readOpenExport,
} from '@heliograph/services/export/progress';
import { startOrderConsumer } from '../orders/order-consumer.ts';
import { writeExport } from './write-export.ts';

export interface ExportContext {
  clickHouse: ClickHouseClient;
  db: DbClient;
  exports: OrderQueue;
  /** Where the files stand; the dashboard reads them there. */
  exportDirectory: string;
  log: Logger;
}

/** How long a file is kept, ms. */
const KEPT_MS = 3 * 86_400_000;

/** Takes up exports until it is closed; one in hand is left to the next worker. */
export function startExportConsumer(context: ExportContext, connection: Redis): { close(): Promise<void> } {
  const { db, log } = context;
  return startOrderConsumer(
    {
      ...{ kind: 'export', queue: context.exports, log, title: 'An export' },
      findOpen: () => findOpenExports(db),
      carryOut: (id, isClosing) => carryOut(context, id, isClosing),
      giveUp: (id, reason) => failExport(db, id, reason),
    },
    connection,
  );
}

async function carryOut(
  { clickHouse, db, exportDirectory: directory, log }: ExportContext,
  id: string,
  isClosing: () => boolean,
): Promise<void> {
  const order = await readOpenExport(db, id);
  if (order === null) return;
  const written = await writeExport(clickHouse, {
    order,
    directory,
    onProgress: async (progress) => (await noteExported(db, id, progress)) && !isClosing(),
  });
  if (written === null) return;
  const expiresAt = new Date(Date.now() + KEPT_MS);
  if (await finishExport(db, id, { ...written, expiresAt })) {
    log.info({ export: id, ...written }, 'Requests were exported');
  } else await rm(path.join(directory, exportFileName(order)), { force: true });
}
