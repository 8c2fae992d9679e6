'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Figure, Figures } from '../../components/figures.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { describeForecast, formatChange } from './describe-forecast.ts';
import { monthOf } from './month-days.ts';
import { monthChart, prepareMonth } from './prepare-month.ts';

const REFRESH_MS = 60_000;

/** This month: so far, forecast, beside the last one, by day. */
export function Month() {
  const now = useNow();
  const minute = now === null ? null : Math.ceil(now / REFRESH_MS) * REFRESH_MS;
  return minute === null ? <MonthSkeleton /> : <MonthAt minute={minute} />;
}

function MonthAt({ minute }: { minute: number }) {
  const month = useMemo(() => monthOf(new Date(minute)), [minute]);
  const days = useQuery(
    api.analytics.query.queryOptions({
      input: {
        timeRange: {
          from: new Date(month.lookedAtFrom).toISOString(),
          to: new Date(minute + REFRESH_MS).toISOString(),
        },
        metrics: [
          { metric: 'cost', aggregation: 'sum' },
          { metric: 'requests', aggregation: 'count' },
          { metric: 'unpriced', aggregation: 'count' },
          { metric: 'saved', aggregation: 'sum' },
        ],
        interval: 'day',
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      placeholderData: (last) => last,
    }),
  );
  if (days.isPending) return <MonthSkeleton />;
  if (days.data === undefined) {
    return (
      <ErrorState
        title="The month could not be loaded"
        message={describeApiError(days.error).message}
        onRetry={() => void days.refetch()}
        retrying={days.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const costs = prepareMonth(days.data, month);
  const { forecast } = costs;
  const name = new Intl.DateTimeFormat('en-US', { month: 'long' }).format(month.monthStart);
  return (
    <section aria-labelledby="cost-month" className="grid gap-4">
      <h2 id="cost-month" className="text-base font-semibold tracking-tight">
        {name}
      </h2>
      <Figures>
        <Figure
          label="So far"
          value={formatCost(String(forecast.monthToDate))}
          note={`${formatCount(costs.requests)} requests`}
        />
        <Figure
          label="Forecast to month end"
          value={forecast.total === null ? '—' : `≈ ${formatCost(String(forecast.total))}`}
          note={
            forecast.total === null
              ? 'after a first whole day'
              : formatChange(forecast.total, costs.previous, 'last month')
          }
        />
        <Figure
          label="Last month"
          value={formatCost(String(costs.previous))}
          note={formatChange(forecast.monthToDate, costs.previousSoFar, 'it, by this day of the month')}
        />
        <Figure
          label="Saved by the cache"
          value={formatCost(String(costs.saved))}
          note={
            costs.unpriced === 0
              ? 'this month'
              : `this month; without a price: ${formatCount(costs.unpriced)} of all requests`
          }
        />
      </Figures>
      <TimeChart label={`Cost of ${name} by day`} title="By day" model={monthChart(costs)} height={180} />
      <p className="text-xs text-pretty text-muted">{describeForecast(forecast)}</p>
    </section>
  );
}

function MonthSkeleton() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Loading the month</span>
      <Skeleton className="h-17 w-full rounded-lg" />
      <Skeleton className="h-64 w-full rounded-lg" />
    </div>
  );
}
