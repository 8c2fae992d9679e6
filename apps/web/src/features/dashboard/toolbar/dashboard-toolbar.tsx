'use client';
import { RotateCw } from 'lucide-react';
import { IconButton } from '../../../components/icon-button.tsx';
import { Select } from '../../../components/select.tsx';
import { lengthOf } from '../../time-range/time-range.ts';
import { refreshIntervals, type usePageQuery } from '../use-page-query.ts';
import { groupOptions } from './group-options.ts';
import { intervalOptions } from './interval-options.ts';
import { usePropertyNames } from './use-property-names.ts';

const intervalLabels = {
  minute: 'By the minute',
  hour: 'By the hour',
  day: 'By the day',
  week: 'By the week',
  month: 'By the month',
} as const;
const refreshLabels = {
  0: 'Refresh by hand',
  10: 'Every 10 s',
  60: 'Every minute',
  300: 'Every 5 minutes',
} as const;
/** Radix takes no empty value. */
const NONE = 'none';

/** What all tiles share, beside range and filter: the interval, the groups, the period before, and how often it is refreshed. */
export function DashboardToolbar({
  query,
  fetching,
}: {
  query: ReturnType<typeof usePageQuery>;
  fetching: boolean;
}) {
  const { filters, page, interval, by, compare, every } = query;
  const properties = usePropertyNames(page?.timeRange ?? null);
  const seconds = refreshIntervals.map((value) => ({ value: String(value), label: refreshLabels[value] }));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Interval"
        className="w-auto min-w-36 max-sm:grow"
        value={interval}
        onValueChange={query.setInterval}
        options={[
          { value: 'auto', label: 'Interval: auto' },
          ...intervalOptions(lengthOf(filters.range), interval).map((value) => ({
            value,
            label: intervalLabels[value],
          })),
        ]}
      />
      <Select
        aria-label="Group by"
        className="w-auto min-w-36 max-sm:grow"
        value={by ?? NONE}
        onValueChange={(value) => query.setBy(value === NONE ? null : value)}
        options={[
          { value: NONE, label: 'Not grouped' },
          ...groupOptions(properties, [by]).map(({ value, label }) => ({ value, label: `By ${label}` })),
        ]}
      />
      <label className="flex h-8 items-center gap-2 rounded-md px-1 text-sm text-ink pointer-coarse:h-10">
        <input
          type="checkbox"
          checked={compare}
          onChange={(event) => query.setCompare(event.target.checked)}
          className="size-4 shrink-0 accent-(--accent-ink)"
        />
        Period before
      </label>
      <span className="grow max-sm:hidden" />
      <Select
        aria-label="Refresh"
        className="w-auto min-w-36 max-sm:grow"
        value={String(every)}
        onValueChange={(value) =>
          query.setEvery(refreshIntervals.find((known) => String(known) === value) ?? 0)
        }
        options={seconds}
      />
      <IconButton
        label="Refresh now"
        variant="secondary"
        size="md"
        icon={<RotateCw aria-hidden className={fetching ? 'animate-spin' : undefined} />}
        onClick={query.refresh}
      />
    </div>
  );
}
