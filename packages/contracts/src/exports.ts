import { z } from 'zod';
import { requestsRangeShape } from './time-range.ts';

export const exportFormatSchema = z.enum(['csv', 'jsonl', 'parquet']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const exportStatusSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'expired']);
export type ExportStatus = z.infer<typeof exportStatusSchema>;

export const startExportInputSchema = z.strictObject({
  ...requestsRangeShape,
  format: exportFormatSchema,
  withBodies: z.boolean().default(false).describe('Request and response bodies as well'),
});

export const exportSchema = z
  .object({
    id: z.uuid(),
    format: exportFormatSchema,
    withBodies: z.boolean(),
    timeRange: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
    filter: z.string().describe('As people write it; empty for none'),
    status: exportStatusSchema,
    requests: z.number().int().nullable().describe('How many match; null until they are counted'),
    exported: z.number().int().describe('How many are in the file so far'),
    bytes: z.number().int().nullable().describe('Size of the file; null until it is whole'),
    error: z.string().nullable().describe('Why it failed, for people'),
    createdBy: z.string().nullable().describe('Name of the person; null for an API key'),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable().describe('When the file goes; null until it is whole'),
  })
  .meta({ id: 'Export' });
export type Export = z.infer<typeof exportSchema>;

/** What the file of an export is called, in the folder that worker and dashboard share. */
export function exportFileName({ id, format }: { id: string; format: ExportFormat }): string {
  return `${id}.${format}`;
}

/** Media types of the formats; Parquet's is registered with IANA. */
export const exportMediaTypes = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<ExportFormat, string>;
