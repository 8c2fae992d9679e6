import { z } from 'zod';
import type { MeasureName } from './measures.ts';
import { type MeasuredRow, wholeColumn } from './metric-values.ts';

const cellSchema = z.union([z.string(), z.number(), z.null(), z.array(z.number().nullable())]);
const rowSchema = z.record(z.string(), cellSchema);

/** A row of {@link analyticsSql}: its keys and what it measured. */
export interface AnswerRow {
  /** Seconds since 1970, of a row with a stretch of time. */
  bucket: number;
  groups: string[];
  measured: MeasuredRow;
}

/** Reads a row as ClickHouse gave it. Throws ZodError where it isn't one. */
export function readAnswerRow(input: unknown, groups: number): AnswerRow {
  const row = rowSchema.parse(input);
  const cell = (measure: MeasureName) => row[wholeColumn(measure)] ?? null;
  return {
    bucket: Number(row['bucket'] ?? 0),
    groups: Array.from({ length: groups }, (_, at) => String(row[`group${at}`] ?? '')),
    measured: {
      number(measure) {
        const value = cell(measure);
        return value === null || Array.isArray(value) ? null : Number(value);
      },
      decimal: (measure) => String(cell(measure) ?? '0'),
      quantile(measure, at) {
        const value = cell(measure);
        return Array.isArray(value) ? (value[at] ?? null) : null;
      },
    },
  };
}

/** What no requests measure. */
export const nothingMeasured: MeasuredRow = {
  number: () => null,
  decimal: () => '0',
  quantile: () => null,
};
