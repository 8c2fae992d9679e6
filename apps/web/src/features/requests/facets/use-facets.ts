'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Facet } from '@heliograph/contracts/facets';
import type { FilterField } from '@heliograph/contracts/filter';
import { api } from '../../../client/api.ts';
import { useDebounced } from '../../../components/use-debounced.ts';
import { FACET_VALUES } from './facet-fields.ts';

/** Milliseconds that a filter stays before its values are counted, and for which they are good enough. */
const SETTLE_MS = 250;
const STALE_MS = 30_000;

export interface FacetAnswers {
  /** Undefined until they have come. */
  of: (field: FilterField) => Facet | undefined;
  /** They are those of the filter before. */
  stale: boolean;
  failed: boolean;
  retry: () => void;
  retrying: boolean;
}

/** The values of fields with their numbers of requests, for a range and filter; the list never waits for them. */
export function useFacets(
  fields: readonly FilterField[],
  timeRange: { from: string; to: string } | null,
  filter: string,
): FacetAnswers {
  const settled = useDebounced(filter, SETTLE_MS);
  const facets = useQuery(
    api.requests.facets.queryOptions({
      input: {
        timeRange: timeRange ?? { from: '', to: '' },
        filter: settled,
        fields: [...fields],
        limit: FACET_VALUES,
      },
      enabled: timeRange !== null && fields.length > 0,
      staleTime: STALE_MS,
      placeholderData: keepPreviousData,
    }),
  );
  return {
    of: (field) => facets.data?.facets.find((facet) => facet.field.toLowerCase() === field.toLowerCase()),
    stale: facets.isPlaceholderData,
    failed: facets.isError,
    retry: () => void facets.refetch(),
    retrying: facets.isFetching,
  };
}
