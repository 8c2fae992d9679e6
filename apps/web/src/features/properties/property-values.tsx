'use client';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { PropertyValue, PropertyValueOrder } from '@heliograph/contracts/properties';
import { Button } from '../../components/button.tsx';
import { seriesColor } from '../../components/chart/palette.ts';
import { type ListColumn, ListTable } from '../explore/list-table.tsx';
import { CostCell, ErrorsCell, TokensCell } from '../explore/totals-cells.tsx';
import type { ListOrder } from '../explore/use-list-order.ts';
import { addEntry } from '../requests/filters/filter-parts.ts';
import { requestsUrl } from '../requests/filters/requests-url.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';
import { valueLabel } from './value-label.ts';

type Row = PropertyValue & { color: string };

const columns: readonly ListColumn<Row, PropertyValueOrder>[] = [
  { id: 'value', label: 'Value', cell: (row) => <ValueName row={row} /> },
  {
    id: 'requests',
    label: 'Requests',
    order: 'requests',
    align: 'right',
    className: 'w-26',
    cell: ({ requests }) => formatShortCount(requests),
  },
  {
    id: 'errors',
    label: 'Errors',
    order: 'errors',
    align: 'right',
    className: 'w-24',
    cell: (row) => <ErrorsCell totals={row} />,
  },
  {
    id: 'tokens',
    label: 'Tokens',
    order: 'totalTokens',
    align: 'right',
    className: 'w-26',
    cell: (row) => <TokensCell totals={row} />,
  },
  {
    id: 'cost',
    label: 'Cost',
    order: 'costUsd',
    align: 'right',
    className: 'w-28',
    cell: (row) => <CostCell totals={row} />,
  },
  {
    id: 'latency',
    label: 'Latency',
    order: 'averageLatencyMs',
    align: 'right',
    className: 'w-26',
    cell: ({ latency }) => formatDuration(latency.averageMs),
  },
  {
    id: 'p95',
    label: '95 % within',
    align: 'right',
    className: 'w-28 hidden min-[1120px]:table-cell',
    cell: ({ latency }) => formatDuration(latency.p95Ms),
  },
];

interface PropertyValuesProps {
  name: string;
  values: readonly PropertyValue[];
  range: ChosenRange;
  filter: string;
  order: ListOrder<PropertyValueOrder>;
  stale: boolean;
  /** Null where there are no more to be had. */
  more: { load: () => void; loading: boolean } | null;
  /** Whether there are more values than are listed. */
  cut: boolean;
}

/** The values of a property; each leads to its requests. */
export function PropertyValues({
  name,
  values,
  range,
  filter,
  order,
  stale,
  more,
  cut,
}: PropertyValuesProps) {
  const rows = values.map((value, index) => ({ ...value, color: seriesColor(index) }));
  return (
    <ListTable
      label={`Values of ${name}`}
      columns={columns}
      rows={rows}
      rowKey={({ value }) => value}
      rowLabel={({ value }) => `Requests with ${name} ${valueLabel(value)}`}
      href={({ value }) => requestsUrl(range, addEntry(filter, { field: `property.${name}`, value }))}
      order={order}
      compact={(row) => ({
        title: <ValueName row={row} />,
        aside: formatDuration(row.latency.averageMs),
        below: (
          <>
            <span>
              {formatCount(row.requests)} {row.requests === 1 ? 'request' : 'requests'}
            </span>
            {row.errors > 0 && <span className="text-danger">{formatCount(row.errors)} errors</span>}
            <span className="ml-auto">
              {formatShortCount(row.totalTokens)} tok · {formatCost(row.costUsd)}
            </span>
          </>
        ),
      })}
      stale={stale}
      end={
        <div className="flex justify-center px-4 py-4 text-xs text-faint">
          {more === null ? (
            cut ? (
              `The first ${formatCount(rows.length)} values; narrow the filters for others`
            ) : (
              `All ${formatCount(rows.length)} values of this time range`
            )
          ) : (
            <Button size="sm" variant="ghost" onClick={more.load} pending={more.loading}>
              Show more values
            </Button>
          )}
        </div>
      }
    />
  );
}

function ValueName({ row: { value, color } }: { row: Row }) {
  return (
    <span className="inline-flex max-w-full items-center gap-2 align-middle" title={value}>
      <span aria-hidden className="size-2.5 shrink-0 rounded-sm" style={{ backgroundColor: color }} />
      <span className="truncate">{valueLabel(value)}</span>
    </span>
  );
}
