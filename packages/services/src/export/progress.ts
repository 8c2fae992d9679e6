import { type ExportFormat, exportFormatSchema } from '@heliograph/contracts/exports';
import { type Filter, filterSchema } from '@heliograph/contracts/filter';
import type { DbClient } from '@heliograph/db/client';

/** For the worker: nobody's permission is asked. */
export interface OpenExport {
  id: string;
  organizationId: string;
  format: ExportFormat;
  withBodies: boolean;
  filter: Filter | undefined;
  from: Date;
  to: Date;
}

const open = { in: ['queued', 'running'] };

/** Exports that wait or were begun, oldest first. */
export async function findOpenExports(db: DbClient): Promise<string[]> {
  const rows = await db.export.findMany({
    where: { status: open },
    orderBy: { createdAt: 'asc' },
    select: { id: true },
    take: 100,
  });
  return rows.map(({ id }) => id);
}

/** What is to be exported; null where it has ended. */
export async function readOpenExport(db: DbClient, id: string): Promise<OpenExport | null> {
  const row = await db.export.findFirst({ where: { id, status: open } });
  if (row === null) return null;
  const { organizationId, withBodies, rangeFrom: from, rangeTo: to } = row;
  const format = exportFormatSchema.parse(row.format);
  const filter = row.filter === null ? undefined : filterSchema.parse(row.filter);
  return { id, organizationId, format, withBodies, filter, from, to };
}

/** Notes how far it is. False where it was cancelled meanwhile. */
export async function noteExported(
  db: DbClient,
  id: string,
  progress: { requests?: number; exported: number },
): Promise<boolean> {
  const { count } = await db.export.updateMany({
    where: { id, status: open },
    data: { status: 'running', ...progress },
  });
  return count > 0;
}

/** Its file is whole and stays until `expiresAt`. False where it was cancelled meanwhile. */
export async function finishExport(
  db: DbClient,
  id: string,
  { exported, bytes, expiresAt }: { exported: number; bytes: number; expiresAt: Date },
): Promise<boolean> {
  const { count } = await db.export.updateMany({
    where: { id, status: open },
    data: {
      status: 'done',
      exported,
      requests: exported,
      bytes: BigInt(bytes),
      expiresAt,
      finishedAt: new Date(),
    },
  });
  return count > 0;
}

/** Ends it without a file; `error` says why, for people. */
export async function failExport(db: DbClient, id: string, error: string): Promise<void> {
  await db.export.updateMany({
    where: { id, status: open },
    data: { status: 'failed', error, finishedAt: new Date() },
  });
}

/** Counts those as expired whose time has come. */
export async function expireExports(db: DbClient, now: Date): Promise<void> {
  await db.export.updateMany({
    where: { status: 'done', expiresAt: { lte: now } },
    data: { status: 'expired' },
  });
}

/** Of these exports, those whose file may stay: whole ones and those being written. */
export async function findKeptExports(db: DbClient, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.export.findMany({
    where: { id: { in: [...ids] }, status: { in: ['queued', 'running', 'done'] } },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
