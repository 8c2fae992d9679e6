import { z } from 'zod';
import { subtractDecimals } from './decimal.ts';
import type { MeasureName } from './measures.ts';
import { type MeasuredRow, wholeColumn } from './metric-values.ts';

const cellSchema = z.union([z.string(), z.number(), z.null(), z.array(z.number().nullable())]);
const rowSchema = z.record(z.string(), cellSchema);
type Cells = z.infer<typeof rowSchema>;

/** A row of analyticsSql: its keys and what it measured. */
export interface AnswerRow {
  /** Seconds since 1970, of a row with a stretch of time. */
  bucket: number;
  groups: string[];
  /** Whether it is all groups together. */
  isTotal: boolean;
  cells: Cells;
  measured: MeasuredRow;
}

/** Reads a row as ClickHouse gave it. Throws ZodError where it isn't one. */
export function readAnswerRow(input: unknown, groups: number): AnswerRow {
  const cells = rowSchema.parse(input);
  return {
    bucket: Number(cells['bucket'] ?? 0),
    groups: Array.from({ length: groups }, (_, at) => String(cells[`group${at}`] ?? '')),
    isTotal: Number(cells['is_total'] ?? 0) === 1,
    cells,
    measured: measuredOf(cells),
  };
}

/** The rows of several sources as one list, where each knows other measures of the same stretches of time. */
export function joinRows(answers: readonly AnswerRow[][]): AnswerRow[] {
  const [only = []] = answers;
  if (answers.length <= 1) return only;
  const byBucket = new Map<string, AnswerRow>();
  for (const row of answers.flat()) {
    const key = `${row.bucket} ${row.isTotal}`;
    const cells = { ...byBucket.get(key)?.cells, ...row.cells };
    byBucket.set(key, { ...row, cells, measured: measuredOf(cells) });
  }
  return [...byBucket.values()];
}

/** What is left of a row without others, of measures that can be subtracted. */
export function subtractRows(
  all: AnswerRow,
  some: readonly AnswerRow[],
  measures: readonly MeasureName[],
): AnswerRow {
  const cells: Cells = {};
  for (const measure of measures) {
    const column = wholeColumn(measure);
    const [whole, ...parts] = [all, ...some].map(({ cells: { [column]: cell } }) => cell ?? 0);
    cells[column] =
      typeof whole === 'number'
        ? parts.reduce<number>((left, part) => left - Number(part), whole)
        : subtractDecimals(String(whole), parts.map(String));
  }
  return { ...all, cells, measured: measuredOf(cells) };
}

/** What rows measure together, of measures that are sums; for comparing, not for showing: decimals lose digits. */
export function addRows(rows: readonly AnswerRow[], measures: readonly MeasureName[]): MeasuredRow {
  return measuredOf(
    Object.fromEntries(
      measures.map((measure) => {
        const column = wholeColumn(measure);
        return [column, rows.reduce((sum, { cells: { [column]: cell } }) => sum + Number(cell ?? 0), 0)];
      }),
    ),
  );
}

function measuredOf(cells: Cells): MeasuredRow {
  const cell = (measure: MeasureName) => cells[wholeColumn(measure)] ?? null;
  return {
    number(measure) {
      const value = cell(measure);
      return value === null || Array.isArray(value) ? null : Number(value);
    },
    decimal: (measure) => String(cell(measure) ?? '0'),
    quantile(measure, at) {
      const value = cell(measure);
      return Array.isArray(value) ? (value[at] ?? null) : null;
    },
  };
}

/** What no requests measure. */
export const nothingMeasured: MeasuredRow = measuredOf({});
