'use client';
import { useQuery } from '@tanstack/react-query';
import { apiClient } from '../../../client/api.ts';

const NONE: readonly string[] = [];
const MOST = 30;

/** The custom properties of a time range, most used first; none until they have come. */
export function usePropertyNames(timeRange: { from: string; to: string } | null): readonly string[] {
  // A day's width is enough to keep the answer while the range moves on.
  const day = timeRange?.to.slice(0, 10);
  const { data } = useQuery({
    queryKey: ['dashboard', 'properties', timeRange?.from.slice(0, 10), day],
    queryFn: async ({ signal }) => {
      if (timeRange === null) return [];
      const { items } = await apiClient.properties.query({ timeRange }, { signal });
      return items.slice(0, MOST).map(({ name }) => name);
    },
    enabled: timeRange !== null,
    staleTime: 300_000,
  });
  return data ?? NONE;
}
