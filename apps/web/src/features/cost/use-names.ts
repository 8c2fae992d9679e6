'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { OTHER_GROUP } from '@heliograph/contracts/analytics';
import { api } from '../../client/api.ts';
import type { Dimension } from './dimensions.ts';

/** How values of a dimension are called: keys by their names, all others as they are. */
export function useNames(): (dimension: Dimension, value: string | null) => string {
  const keys = useQuery(api.keys.list.queryOptions({ staleTime: 60_000 }));
  return useCallback(
    (dimension, value) => {
      if (value === null) return dimension.none;
      if (value === OTHER_GROUP) return 'All others';
      if (dimension.group !== 'key') return value;
      const key = keys.data?.items.find(({ id }) => id === value);
      return key === undefined ? `Key ${value.slice(0, 8)}…` : key.name;
    },
    [keys.data],
  );
}
