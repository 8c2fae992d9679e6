import { exportFormatSchema, exportStatusSchema, type Export } from '@heliograph/contracts/exports';
import { filterSchema } from '@heliograph/contracts/filter';
import { printFilter } from '@heliograph/contracts/filter-text/print-filter';

export const withCreator = { creator: { select: { name: true } } } as const;

interface ExportRow {
  id: string;
  format: string;
  withBodies: boolean;
  filter: unknown;
  rangeFrom: Date;
  rangeTo: Date;
  status: string;
  requests: number | null;
  exported: number;
  bytes: bigint | null;
  error: string | null;
  creator: { name: string } | null;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

/** A row as it is shown. */
export function listed(row: ExportRow): Export {
  return {
    id: row.id,
    format: exportFormatSchema.parse(row.format),
    withBodies: row.withBodies,
    timeRange: { from: row.rangeFrom.toISOString(), to: row.rangeTo.toISOString() },
    filter: row.filter === null ? '' : printFilter(filterSchema.parse(row.filter)),
    status: exportStatusSchema.parse(row.status),
    requests: row.requests,
    exported: row.exported,
    bytes: row.bytes === null ? null : Number(row.bytes),
    error: row.error,
    createdBy: row.creator?.name ?? null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
