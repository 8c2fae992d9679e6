'use client';
import { useQuery } from '@tanstack/react-query';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import type { Request } from '@heliograph/contracts/request';
import { apiClient } from '../../client/api.ts';
import { resolveTimeRange } from '../time-range/time-range.ts';

const NONE: Request[] = [];

/** The newest requests of a range, from which the filter bar proposes values; none until they have come. */
export function useSampleRequests(range: ChosenRange): readonly Request[] {
  const sample = useQuery({
    queryKey: ['explore', 'sample', range],
    queryFn: ({ signal }) =>
      apiClient.requests.query({ timeRange: resolveTimeRange(range, new Date()), limit: 50 }, { signal }),
    staleTime: 60_000,
  });
  return sample.data?.items ?? NONE;
}
