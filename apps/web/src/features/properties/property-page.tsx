'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Tags } from 'lucide-react';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo, useState } from 'react';
import { propertyValueOrderSchema } from '@heliograph/contracts/properties';
import { apiClient } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExplorePage } from '../explore/explore-page.tsx';
import { ListSkeleton } from '../explore/list-skeleton.tsx';
import { MetricSwitch } from '../explore/metric-switch.tsx';
import { metricNames, metrics } from '../explore/metrics.ts';
import { prepareGroups } from '../explore/prepare-over-time.ts';
import { RefreshButton } from '../explore/refresh-button.tsx';
import { useRequestFilters } from '../requests/filters/use-request-filters.ts';
import { lengthOf, resolveTimeRange } from '../time-range/time-range.ts';
import { PropertyValues } from './property-values.tsx';
import { valueLabel } from './value-label.ts';

/** Values at first, and when more are asked for: as many as the API lists. */
const SOME = 20;
const MOST = 100;

const parsers = {
  sort: parseAsStringLiteral(propertyValueOrderSchema.options).withDefault('requests'),
  metric: parseAsStringLiteral(metricNames).withDefault('requests'),
};

/** One custom property: its values with what their requests add up to, and over time. */
export function PropertyPage({ name }: { name: string }) {
  const filters = useRequestFilters();
  const { range, filter, fault } = filters;
  const [{ sort, metric }, set] = useQueryStates(parsers, { history: 'replace' });
  const [limit, setLimit] = useState(SOME);
  const values = useQuery({
    queryKey: ['explore', 'property', name, range, filter, sort, limit],
    queryFn: async ({ signal }) => {
      const now = Date.now();
      const timeRange = resolveTimeRange(range, new Date(now));
      const input = { name, timeRange, filter, orderBy: sort, limit };
      return { ...(await apiClient.properties.values(input, { signal })), now };
    },
    enabled: fault === null,
    placeholderData: keepPreviousData,
  });
  const [refreshing, setRefreshing] = useState(false);
  const { refetch, data } = values;
  const refresh = useCallback(() => {
    setRefreshing(true);
    void refetch().finally(() => setRefreshing(false));
  }, [refetch]);
  const model = useMemo(
    () =>
      data === undefined
        ? null
        : prepareGroups(
            data.items.map(({ value, overTime }) => ({ label: valueLabel(value), overTime })),
            data.others,
            metric,
            { intervalSeconds: data.intervalSeconds, spanMs: lengthOf(range), now: data.now },
          ),
    [data, metric, range],
  );

  return (
    <ExplorePage
      title={name}
      parent={{ label: 'Properties', href: '/properties' }}
      filters={filters}
      actions={<RefreshButton feed={{ refreshing, refresh }} />}
    >
      {data === undefined || model === null ? (
        values.error === null ? (
          <ListSkeleton label="Loading values" />
        ) : (
          <ErrorState
            message={describeApiError(values.error).message}
            onRetry={refresh}
            retrying={refreshing}
          />
        )
      ) : data.items.length === 0 ? (
        <EmptyState
          icon={<Tags aria-hidden />}
          title="No request has this property"
          description={
            filter === ''
              ? 'None of this time range, that is.'
              : 'None of this time range that passes all filters, that is.'
          }
          action={
            <>
              {filter !== '' && <Button onClick={() => filters.setFilter('')}>Clear filters</Button>}
              {range !== '30d' && <Button onClick={() => filters.setRange('30d')}>Show last 30 days</Button>}
            </>
          }
        />
      ) : (
        <div className="relative min-h-0 grow overflow-y-auto border-t border-line">
          <div className="px-4 py-4 md:px-5">
            <TimeChart
              label={`${metrics[metric].label} by ${name} over time`}
              title={metrics[metric].label}
              actions={<MetricSwitch value={metric} onChange={(next) => void set({ metric: next })} />}
              model={model}
            />
          </div>
          <PropertyValues
            name={name}
            values={data.items}
            range={range}
            filter={filter}
            order={{ by: sort, direction: 'desc', sort: (next) => void set({ sort: next }) }}
            stale={values.isPlaceholderData}
            more={
              data.cut && limit < MOST ? { load: () => setLimit(MOST), loading: values.isFetching } : null
            }
            cut={data.cut}
          />
        </div>
      )}
    </ExplorePage>
  );
}
