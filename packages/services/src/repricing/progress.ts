import type { DbClient } from '@heliograph/db/client';

/** For the worker: nobody's permission is asked. */
export interface OpenRepricing {
  id: string;
  organizationId: string;
  provider: string | null;
  model: string | null;
  from: Date;
  to: Date;
  /** Everything before is done. */
  cursor: Date;
  changed: number;
}

const open = { in: ['queued', 'running'] };

/** Recalculations that wait or were begun, oldest first. */
export async function findOpenRepricings(db: DbClient): Promise<string[]> {
  const rows = await db.repricing.findMany({
    where: { status: open },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
    take: 100,
  });
  return rows.map(({ id }) => id);
}

/** One recalculation, as far as it is; null where it has ended. */
export async function readOpenRepricing(db: DbClient, id: string): Promise<OpenRepricing | null> {
  const row = await db.repricing.findFirst({ where: { id, status: open } });
  if (row === null) return null;
  const { organizationId, provider, model, rangeFrom, rangeTo, cursor, changed } = row;
  return { id, organizationId, provider, model, from: rangeFrom, to: rangeTo, cursor, changed };
}

/** Notes how far it is. False where it was cancelled meanwhile. */
export async function noteProgress(
  db: DbClient,
  id: string,
  progress: { requests?: number; cursor?: Date; examined?: number; changed?: number },
): Promise<boolean> {
  await db.repricing.updateMany({
    where: { id, status: open, startedAt: null },
    data: { startedAt: new Date() },
  });
  const { count } = await db.repricing.updateMany({
    where: { id, status: open },
    data: { status: 'running', ...progress },
  });
  return count > 0;
}

/** Ends it; `error` says why it failed, for people. */
export async function finishRepricing(db: DbClient, id: string, error: string | null): Promise<void> {
  await db.repricing.updateMany({
    where: { id, status: open },
    data: { status: error === null ? 'done' : 'failed', error, finishedAt: new Date() },
  });
}
