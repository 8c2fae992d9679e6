'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { SearchX, Tags } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Property } from '@heliograph/contracts/properties';
import { apiClient } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExplorePage } from '../explore/explore-page.tsx';
import { propertyUrl } from '../explore/links.ts';
import { type ListColumn, ListTable } from '../explore/list-table.tsx';
import { ListSkeleton } from '../explore/list-skeleton.tsx';
import { NextStep } from '../explore/next-step.tsx';
import { RefreshButton } from '../explore/refresh-button.tsx';
import { useListOrder } from '../explore/use-list-order.ts';
import { useRequestFilters } from '../requests/filters/use-request-filters.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { resolveTimeRange } from '../time-range/time-range.ts';
import { propertyOrders, sortProperties, type PropertyOrder } from './sort-properties.ts';

const columns: readonly ListColumn<Property, PropertyOrder>[] = [
  { id: 'name', label: 'Property', order: 'name', cell: ({ name }) => <span title={name}>{name}</span> },
  {
    id: 'values',
    label: 'Values',
    order: 'values',
    align: 'right',
    className: 'w-32',
    cell: ({ values }) => formatCount(values),
  },
  {
    id: 'requests',
    label: 'Requests',
    order: 'requests',
    align: 'right',
    className: 'w-32',
    cell: ({ requests }) => formatCount(requests),
  },
];

/** The custom properties that requests have. */
export function PropertiesPage() {
  const filters = useRequestFilters();
  const { range, filter, fault } = filters;
  const order = useListOrder(propertyOrders, 'requests');
  const properties = useQuery({
    queryKey: ['explore', 'properties', range, filter],
    queryFn: ({ signal }) =>
      apiClient.properties.query({ timeRange: resolveTimeRange(range, new Date()), filter }, { signal }),
    enabled: fault === null,
    placeholderData: keepPreviousData,
  });
  const [refreshing, setRefreshing] = useState(false);
  const { refetch } = properties;
  const refresh = useCallback(() => {
    setRefreshing(true);
    void refetch().finally(() => setRefreshing(false));
  }, [refetch]);
  const items = properties.data?.items;
  const { by, direction } = order;
  const rows = useMemo(() => sortProperties(items ?? [], by, direction), [items, by, direction]);

  return (
    <ExplorePage
      title="Properties"
      filters={filters}
      actions={<RefreshButton feed={{ refreshing, refresh }} />}
    >
      {items === undefined ? (
        properties.error === null ? (
          <ListSkeleton label="Loading properties" />
        ) : (
          <ErrorState
            message={describeApiError(properties.error).message}
            onRetry={refresh}
            retrying={refreshing}
          />
        )
      ) : rows.length > 0 ? (
        <ListTable
          label="Properties"
          columns={columns}
          rows={rows}
          rowKey={({ name }) => name}
          rowLabel={({ name }) => `Property ${name}`}
          href={({ name }) => propertyUrl(name)}
          order={order}
          compact={({ name, values, requests }) => ({
            title: name,
            aside: `${formatCount(requests)} requests`,
            below: `${formatCount(values)} ${values === 1 ? 'value' : 'values'}`,
          })}
          stale={properties.isPlaceholderData}
          end={
            <p className="px-4 py-4 text-center text-xs text-faint">
              {properties.data?.cut === true
                ? `The ${formatCount(rows.length)} properties with the most requests; narrow the filters for others`
                : `All ${formatCount(rows.length)} properties of this time range`}
            </p>
          }
        />
      ) : filter === '' ? (
        <NextStep
          icon={Tags}
          title="No properties in this time range"
          description="Properties are labels of your own: split cost, latency and errors by feature, customer or release. Name them in headers:"
          headers={'Helicone-Property-Feature: search\nHelicone-Property-Environment: production'}
          filters={filters}
        />
      ) : (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title="No properties match"
          description="None of the requests that pass the filters has a property."
          action={<Button onClick={() => filters.setFilter('')}>Clear filters</Button>}
        />
      )}
    </ExplorePage>
  );
}
