'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../client/api.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { TimeRangePicker } from '../time-range/time-range-picker.tsx';
import { useMovingRange, useTimeRange } from '../time-range/use-time-range.ts';
import { Breakdown } from './breakdown.tsx';
import { Budgets } from './budgets.tsx';
import { Comparison } from './comparison.tsx';
import { dimensionsOf } from './dimensions.ts';
import { Matrix } from './matrix.tsx';
import { Month } from './month.tsx';
import { RangeFigures } from './range-figures.tsx';
import { Repeats } from './repeats.tsx';

const REFRESH_MS = 60_000;

/** What the month costs and will cost; then, for a range of the reader's choice, of what and of whom. */
export function CostPage() {
  const { range, setRange } = useTimeRange('30d');
  const timeRange = useMovingRange(range, REFRESH_MS);
  const properties = useQuery({
    ...api.properties.query.queryOptions({ input: { timeRange: timeRange ?? { from: '', to: '' } } }),
    enabled: timeRange !== null,
  });
  const dimensions = useMemo(
    () => dimensionsOf((properties.data?.items ?? []).slice(0, 30).map(({ name }) => name)),
    [properties.data],
  );
  return (
    <div className="mx-auto flex w-full max-w-280 flex-col gap-8 px-4 py-5 md:px-8 md:py-7">
      <PageHeader
        title="Cost"
        description="What requests cost, by whom and what, and what the month will come to."
      />
      <Month />
      <Budgets />
      <section aria-labelledby="cost-range" className="grid min-w-0 gap-6">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="cost-range" className="text-base font-semibold tracking-tight">
            Where it goes
          </h2>
          <TimeRangePicker value={range} onChange={setRange} />
        </div>
        {timeRange !== null && (
          <>
            <RangeFigures range={range} timeRange={timeRange} />
            <Breakdown range={range} timeRange={timeRange} dimensions={dimensions} />
            <Matrix range={range} timeRange={timeRange} dimensions={dimensions} />
            <Repeats range={range} timeRange={timeRange} />
            <Comparison timeRange={timeRange} />
          </>
        )}
      </section>
    </div>
  );
}
