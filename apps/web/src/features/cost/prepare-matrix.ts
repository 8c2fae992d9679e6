import type { AnalyticsResult } from '@heliograph/contracts/analytics';
import { OTHER_GROUP } from '@heliograph/contracts/analytics';

const MOST_ROWS = 12;
const MOST_COLUMNS = 8;

interface Line {
  /** Null for requests without a value, OTHER_GROUP for all that are not shown. */
  value: string | null;
  usd: number;
}

export interface CostMatrix {
  /** Most cost first, the rest last. */
  rows: readonly Line[];
  columns: readonly Line[];
  /** USD by row and column; null where there was no request. */
  cells: readonly (readonly (number | null)[])[];
  total: number;
  /** The most that a cell of a row and column with a name of its own holds, USD. */
  most: number;
}

/** An answer grouped by two fields, whose first metric is cost, as rows and columns. */
export function prepareMatrix(
  { rows: found }: Pick<AnalyticsResult, 'rows'>,
  [rowGroup, columnGroup]: readonly [string, string],
): CostMatrix {
  const entries = found.map(({ group, values }) => ({
    row: group[rowGroup] ?? null,
    column: group[columnGroup] ?? null,
    usd: Number(values[0] ?? 0),
  }));
  const rows = linesOf(
    entries.map(({ row, usd }) => ({ value: row, usd })),
    MOST_ROWS,
  );
  const columns = linesOf(
    entries.map(({ column, usd }) => ({ value: column, usd })),
    MOST_COLUMNS,
  );
  const cells = rows.map(() => columns.map((): number | null => null));
  for (const { row, column, usd } of entries) {
    const line = cells[placeOf(rows, row)];
    const at = placeOf(columns, column);
    if (line !== undefined) line[at] = (line[at] ?? 0) + usd;
  }
  const named = cells.flatMap((line, row) =>
    line.filter((_, at) => rows[row]?.value !== OTHER_GROUP && columns[at]?.value !== OTHER_GROUP),
  );
  return {
    rows,
    columns,
    cells,
    total: entries.reduce((sum, { usd }) => sum + usd, 0),
    most: Math.max(0, ...named.map((usd) => usd ?? 0)),
  };
}

function linesOf(entries: readonly Line[], most: number): Line[] {
  const sums = new Map<string | null, number>();
  for (const { value, usd } of entries) sums.set(value, (sums.get(value) ?? 0) + usd);
  const named = [...sums.entries()]
    .filter(([value]) => value !== OTHER_GROUP)
    .sort(([, a], [, b]) => b - a)
    .map(([value, usd]) => ({ value, usd }));
  const hidden = named.slice(most);
  const rest = hidden.reduce((sum, { usd }) => sum + usd, sums.get(OTHER_GROUP) ?? 0);
  const hasRest = hidden.length > 0 || sums.has(OTHER_GROUP);
  return [...named.slice(0, most), ...(hasRest ? [{ value: OTHER_GROUP, usd: rest }] : [])];
}

function placeOf(lines: readonly Line[], value: string | null): number {
  const at = lines.findIndex((line) => line.value === value);
  return at < 0 ? lines.length - 1 : at;
}
