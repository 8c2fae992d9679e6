'use client';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { api } from '../../client/api.ts';
import { Button } from '../../components/button.tsx';
import { resolveTimeRange } from '../time-range/time-range.ts';
import { formatCount } from './format/format-count.ts';

/** Milliseconds for which an answer is good enough; the list itself is live. */
const STALE_MS = 60_000;

/** Says how many requests of the time range have no price, and leads to where one is added. Nothing where all have. */
export function UnpricedBanner({ range }: { range: ChosenRange }) {
  const timeRange = useMemo(() => resolveTimeRange(range, new Date()), [range]);
  const { data } = useQuery(
    api.prices.unpriced.queryOptions({
      input: { timeRange },
      staleTime: STALE_MS,
      refetchInterval: STALE_MS,
    }),
  );
  const [first] = data?.items ?? [];
  if (data === undefined || first === undefined) return null;
  const { requests, items } = data;
  const target =
    items.length === 1 && first.model !== null
      ? `?${new URLSearchParams({ provider: first.provider, model: first.model }).toString()}`
      : '';
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 border-t border-line bg-warning-soft px-5 py-1.5 text-warning"
    >
      <span className="grow">
        {formatCount(requests)} {requests === 1 ? 'request has' : 'requests have'} no price:{' '}
        {items.length === 1 ? (first.model ?? 'no model was named') : `${items.length} models`}.
      </span>
      <Button asChild size="sm">
        <Link href={`/settings/prices${target}`}>Add a price</Link>
      </Button>
    </div>
  );
}
