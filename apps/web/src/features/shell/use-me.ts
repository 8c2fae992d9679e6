'use client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../client/api.ts';

/** The signed-in person, their organization and where the proxy is; in the cache since the page was made. */
export function useMe() {
  return useQuery(api.me.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data;
}
