import type { SqlResult } from '@heliograph/contracts/sql';

export type SqlColumnOf = SqlResult['columns'][number];

/** The type inside Nullable and LowCardinality. */
function bareType(type: string): string {
  const inner = /^(?:Nullable|LowCardinality)\((.*)\)$/.exec(type)?.[1];
  return inner === undefined ? type : bareType(inner);
}

/** Whether its values are numbers, wide ones as text included. */
export function isNumeric({ type }: SqlColumnOf): boolean {
  return /^(?:U?Int|Float|Decimal)\d*/.test(bareType(type));
}

/** Whether its values are times or days. */
export function isTime({ type }: SqlColumnOf): boolean {
  return /^Date/.test(bareType(type));
}

/** A value as it stands in a cell or a file; null for none. */
export function cellText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object') return JSON.stringify(value);
  return typeof value === 'string' ? value : String(value);
}

/** The order of two values of a column; those without a value come last. */
export function compareCells(column: SqlColumnOf): (a: unknown, b: unknown) => number {
  if (isNumeric(column)) {
    return (a, b) => nullsLast(a, b) ?? Number(a) - Number(b);
  }
  return (a, b) => nullsLast(a, b) ?? compareTexts(cellText(a) ?? '', cellText(b) ?? '');
}

function nullsLast(a: unknown, b: unknown): number | undefined {
  if (a !== null && b !== null) return undefined;
  if (a === b) return 0;
  return a === null ? 1 : -1;
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export interface ResultSort {
  column: number;
  direction: 'asc' | 'desc';
}

/** The places of the rows in the order to be shown. Rows that are equal, and those without a value, keep theirs. */
export function sortRows({ columns, rows }: SqlResult, sort: ResultSort | null): number[] {
  const places = rows.map((_, at) => at);
  const column = sort === null ? undefined : columns[sort.column];
  if (sort === null || column === undefined) return places;
  const compare = compareCells(column);
  const valueAt = (place: number) => rows[place]?.[sort.column] ?? null;
  return places.toSorted((a, b) => {
    const [left, right] = [valueAt(a), valueAt(b)];
    const order = compare(left, right);
    const reversed = sort.direction === 'desc' && left !== null && right !== null;
    return (reversed ? -order : order) || a - b;
  });
}

/** The result as CSV (RFC 4180), with a line of names; a byte-order mark lets spreadsheets read it as UTF-8. */
export function toCsv({ columns, rows }: Pick<SqlResult, 'columns' | 'rows'>): string {
  const line = (cells: readonly (string | null)[]) => cells.map(csvCell).join(',');
  return `\uFEFF${[line(columns.map(({ name }) => name)), ...rows.map((row) => line(row.map(cellText)))].join('\r\n')}\r\n`;
}

/** A spreadsheet would run what begins like a formula: such texts get an apostrophe before them, numbers don't. */
function csvCell(text: string | null): string {
  if (text === null) return '';
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d.eE+-]*$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The result as text that spreadsheets take from the clipboard. */
export function toTsv({ columns, rows }: Pick<SqlResult, 'columns' | 'rows'>): string {
  const cell = (text: string | null) => (text ?? '').replaceAll(/[\t\r\n]+/g, ' ');
  return [
    columns.map(({ name }) => cell(name)),
    ...rows.map((row) => row.map((value) => cell(cellText(value)))),
  ]
    .map((cells) => cells.join('\t'))
    .join('\n');
}

/** Characters that columns are wide: what the first rows need, within bounds. */
export function columnWidths({ columns, rows }: SqlResult): number[] {
  return columns.map(({ name, type }, at) => {
    const longest = rows
      .slice(0, 200)
      .reduce((most, row) => Math.max(most, (cellText(row[at]) ?? '').length), 0);
    return Math.min(48, Math.max(longest, name.length + 3, Math.min(type.length, 14), 6));
  });
}
