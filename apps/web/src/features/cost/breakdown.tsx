'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import Link from 'next/link';
import { parseAsString, useQueryState } from 'nuqs';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { cn } from '../../components/cn.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { Table, TableRow } from '../../components/table.tsx';
import { formatShare } from '../explore/format-share.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { type Dimension, dimensionOptions, drillUrl, findDimension } from './dimensions.ts';
import { useNames } from './use-names.ts';

const SHOWN = 20;

interface BreakdownProps {
  range: ChosenRange;
  timeRange: { from: string; to: string };
  dimensions: readonly Dimension[];
}

/** Cost by one dimension, most first. */
export function Breakdown({ range, timeRange, dimensions }: BreakdownProps) {
  const [chosen, setChosen] = useQueryState('by', parseAsString.withDefault('model'));
  const dimension = findDimension(dimensions, chosen) ?? dimensions[0];
  if (dimension === undefined) return null;
  return (
    <section aria-labelledby="cost-by" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 id="cost-by" className="text-sm font-semibold">
          By one
        </h3>
        <Select
          aria-label="Break cost down by"
          value={dimension.group}
          options={dimensionOptions(dimensions, dimension)}
          onValueChange={(value) => void setChosen(value)}
          className="w-44"
        />
      </div>
      <BreakdownTable range={range} timeRange={timeRange} dimension={dimension} />
    </section>
  );
}

function BreakdownTable({
  range,
  timeRange,
  dimension,
}: Omit<BreakdownProps, 'dimensions'> & { dimension: Dimension }) {
  const nameOf = useNames();
  const told = dimension.within === undefined ? [dimension] : [dimension.within, dimension];
  const groups = useQuery(
    api.analytics.query.queryOptions({
      input: {
        timeRange,
        metrics: [
          { metric: 'cost', aggregation: 'sum' },
          { metric: 'requests', aggregation: 'count' },
          { metric: 'unpriced', aggregation: 'count' },
        ],
        groupBy: told.map(({ group }) => group),
        limit: SHOWN,
      },
      placeholderData: keepPreviousData,
    }),
  );
  if (groups.isPending) return <Skeleton className="h-48 w-full rounded-lg" />;
  if (groups.data === undefined) {
    return (
      <ErrorState
        title="The costs could not be loaded"
        message={describeApiError(groups.error).message}
        onRetry={() => void groups.refetch()}
        retrying={groups.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const rows = groups.data.rows.flatMap(({ group, values: [cost, requests, unpriced] }) =>
    told.every((each) => each.group in group)
      ? [
          {
            parts: told.map((each) => ({ dimension: each, value: group[each.group] ?? null })),
            usd: Number(cost ?? 0),
            requests: Number(requests ?? 0),
            unpriced: Number(unpriced ?? 0),
          },
        ]
      : [],
  );
  const total = rows.reduce((sum, { usd }) => sum + usd, 0);
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No requests in this time"
        description={
          dimension.group.startsWith('property.')
            ? 'No request has this property. Choose a longer time, or another dimension.'
            : 'Choose a longer time, or send requests through the proxy.'
        }
        className="rounded-lg border border-dashed border-line py-10"
      />
    );
  }
  return (
    <div aria-busy={groups.isPlaceholderData} className={cn(groups.isPlaceholderData && 'opacity-60')}>
      <Table
        caption={`Cost by ${dimension.label}`}
        columns={[
          { label: dimension.label },
          { label: 'Cost', align: 'right' },
          { label: 'Share', align: 'right' },
          { label: 'Requests', align: 'right', from: 'md' },
          { label: 'A request', align: 'right', from: 'md' },
          { label: 'No price', align: 'right', from: 'lg' },
        ]}
      >
        {rows.map(({ parts, usd, requests, unpriced }) => {
          const href = drillUrl(range, parts);
          const name = nameOfParts(parts, nameOf);
          const isNamed = parts.some(({ value }) => value !== null);
          return (
            <TableRow key={JSON.stringify(parts.map(({ value }) => value))} className="tabular-nums">
              <td className="relative max-w-36 truncate py-2 pr-3 pl-4 sm:max-w-64">
                <span
                  aria-hidden
                  className="absolute inset-y-1 left-0 rounded-r-sm bg-accent-soft"
                  style={{ width: `${total === 0 ? 0 : (usd / total) * 100}%` }}
                />
                <span className="relative">
                  {href === null ? (
                    <span className="text-muted">{name}</span>
                  ) : (
                    <Link
                      href={href}
                      title={name}
                      className={cn('hover:underline', !isNamed && 'text-muted')}
                    >
                      {name}
                    </Link>
                  )}
                </span>
              </td>
              <td className="px-3 py-2 text-right font-medium">
                {usd === 0 && unpriced === requests ? (
                  <span className="font-normal text-faint">no price</span>
                ) : (
                  formatCost(String(usd))
                )}
              </td>
              <td className="px-3 py-2 text-right text-muted">
                {total === 0 ? '—' : formatShare(usd / total)}
              </td>
              <td className="hidden px-3 py-2 text-right md:table-cell">{formatCount(requests)}</td>
              <td className="hidden px-3 py-2 text-right md:table-cell">
                {requests === unpriced ? '—' : formatCost(String(usd / (requests - unpriced)))}
              </td>
              <td className="hidden px-3 py-2 text-right lg:table-cell">
                {unpriced === 0 ? <span className="text-faint">—</span> : formatCount(unpriced)}
              </td>
            </TableRow>
          );
        })}
      </Table>
    </div>
  );
}

type Part = Parameters<typeof drillUrl>[1][number];

/** `greeting · 3`; of requests without a prompt and of the rest there is one name for both. */
function nameOfParts(parts: readonly Part[], nameOf: ReturnType<typeof useNames>): string {
  const names = parts.map(({ dimension, value }) => nameOf(dimension, value));
  const [first] = parts;
  const isOne = first?.value === null || first?.value === OTHER_GROUP;
  return isOne ? (names[0] ?? '') : names.join(' · ');
}
