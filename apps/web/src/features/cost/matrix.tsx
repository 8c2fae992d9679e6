'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatCost } from '../requests/format/format-cost.ts';
import { type Dimension, dimensionOptions, drillUrl, findDimension } from './dimensions.ts';
import { prepareMatrix } from './prepare-matrix.ts';
import { useNames } from './use-names.ts';

interface MatrixProps {
  range: ChosenRange;
  timeRange: { from: string; to: string };
  dimensions: readonly Dimension[];
}

/** Cost by two dimensions at once; a cell leads to its requests. */
export function Matrix({ range, timeRange, dimensions }: MatrixProps) {
  const [down, setDown] = useQueryState('down', parseAsString.withDefault('model'));
  const [across, setAcross] = useQueryState('across', parseAsString.withDefault('user'));
  const rows = findDimension(dimensions, down) ?? dimensions[0];
  const columns =
    (across === rows?.group ? null : findDimension(dimensions, across)) ??
    dimensions.find(({ group }) => group !== rows?.group);
  if (rows === undefined || columns === undefined) return null;
  const options = (own: Dimension, other: Dimension) =>
    dimensionOptions(dimensions, own).filter(({ value }) => value !== other.group);
  return (
    <section aria-labelledby="cost-matrix" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 id="cost-matrix" className="text-sm font-semibold">
          By two
        </h3>
        <Select
          aria-label="Down"
          value={rows.group}
          options={options(rows, columns)}
          onValueChange={(value) => void setDown(value)}
          className="w-36"
        />
        <span aria-hidden className="text-muted">
          ×
        </span>
        <Select
          aria-label="Across"
          value={columns.group}
          options={options(columns, rows)}
          onValueChange={(value) => void setAcross(value)}
          className="w-36"
        />
      </div>
      <MatrixTable range={range} timeRange={timeRange} rows={rows} columns={columns} />
      {[rows, columns].some(({ within }) => within !== undefined && ![rows, columns].includes(within)) && (
        <p className="text-xs text-muted">
          Versions of the same name are added up, whichever prompt they are of. With Prompt on the other side
          they are told apart.
        </p>
      )}
    </section>
  );
}

function MatrixTable({
  range,
  timeRange,
  rows: rowDimension,
  columns: columnDimension,
}: Omit<MatrixProps, 'dimensions'> & { rows: Dimension; columns: Dimension }) {
  const nameOf = useNames();
  const groupBy: [string, string] = [rowDimension.group, columnDimension.group];
  const answer = useQuery(
    api.analytics.query.queryOptions({
      input: { timeRange, metrics: [{ metric: 'cost', aggregation: 'sum' }], groupBy, limit: 1000 },
      placeholderData: keepPreviousData,
    }),
  );
  if (answer.isPending) return <Skeleton className="h-56 w-full rounded-lg" />;
  if (answer.data === undefined) {
    return (
      <ErrorState
        title="The matrix could not be loaded"
        message={describeApiError(answer.error).message}
        onRetry={() => void answer.refetch()}
        retrying={answer.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const fits = answer.data.rows.every(({ group }) => groupBy.every((name) => name in group));
  const { rows, columns, cells, total, most } = prepareMatrix(fits ? answer.data : { rows: [] }, groupBy);
  if (rows.length === 0) {
    return (
      <EmptyState
        title="Nothing in this time has both"
        description="Choose a longer time, or other dimensions."
        className="rounded-lg border border-dashed border-line py-10"
      />
    );
  }
  return (
    <div
      role="region"
      aria-label={`Cost by ${rowDimension.label} and ${columnDimension.label}`}
      // Scrolled by the keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full border-collapse text-left tabular-nums">
        <caption className="sr-only">
          Cost by {rowDimension.label} and {columnDimension.label}
        </caption>
        <thead className="bg-sunken text-xs text-muted">
          <tr className="h-8 border-b border-line">
            <th scope="col" className="px-3 pl-4 font-medium">
              {rowDimension.label}
            </th>
            {columns.map(({ value }) => (
              <th
                key={value ?? '\u0000'}
                scope="col"
                className="max-w-32 truncate px-3 text-right font-medium"
                title={nameOf(columnDimension, value)}
              >
                {nameOf(columnDimension, value)}
              </th>
            ))}
            <th scope="col" className="px-3 text-right font-medium">
              Total
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.value ?? '\u0000'} className="border-b border-line">
              <th
                scope="row"
                className="max-w-56 truncate px-3 py-1.5 pl-4 font-normal"
                title={nameOf(rowDimension, row.value)}
              >
                {nameOf(rowDimension, row.value)}
              </th>
              {columns.map((column, place) => (
                <Cell
                  key={column.value ?? '\u0000'}
                  usd={cells[at]?.[place] ?? null}
                  most={most}
                  href={drillUrl(range, [
                    { dimension: rowDimension, value: row.value },
                    { dimension: columnDimension, value: column.value },
                  ])}
                />
              ))}
              <td className="px-3 py-1.5 text-right font-medium">{formatCost(String(row.usd))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="font-medium">
            <th scope="row" className="px-3 py-1.5 pl-4 text-left font-medium">
              Total
            </th>
            {columns.map(({ value, usd }) => (
              <td key={value ?? '\u0000'} className="px-3 py-1.5 text-right">
                {formatCost(String(usd))}
              </td>
            ))}
            <td className="px-3 py-1.5 text-right">{formatCost(String(total))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Cell({ usd, most, href }: { usd: number | null; most: number; href: string | null }) {
  if (usd === null) return <td className="px-3 py-1.5 text-right text-faint">—</td>;
  const share = most === 0 || href === null ? 0 : Math.min(1, usd / most);
  return (
    <td
      className="p-0 text-right"
      style={{
        backgroundColor: `color-mix(in oklab, var(--accent-soft) ${Math.round(share * 100)}%, transparent)`,
      }}
    >
      {href === null ? (
        <span className="block px-3 py-1.5">{formatCost(String(usd))}</span>
      ) : (
        <Link href={href} className="block px-3 py-1.5 hover:underline focus-visible:-outline-offset-2">
          {formatCost(String(usd))}
        </Link>
      )}
    </td>
  );
}
