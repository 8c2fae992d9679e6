'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import Link from 'next/link';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { ErrorState } from '../../components/error-state.tsx';
import { Figure, Figures } from '../../components/figures.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { requestsUrl } from '../requests/filters/requests-url.ts';

interface RangeFiguresProps {
  range: ChosenRange;
  timeRange: { from: string; to: string };
}

/** What the range cost, what the cache kept from being paid, and what has no price. */
export function RangeFigures({ range, timeRange }: RangeFiguresProps) {
  const totals = useQuery(
    api.analytics.query.queryOptions({
      input: {
        timeRange,
        metrics: [
          { metric: 'cost', aggregation: 'sum' },
          { metric: 'requests', aggregation: 'count' },
          { metric: 'saved', aggregation: 'sum' },
          { metric: 'cache_hits', aggregation: 'count' },
          { metric: 'unpriced', aggregation: 'count' },
        ],
      },
      placeholderData: keepPreviousData,
    }),
  );
  if (totals.isPending) return <Skeleton className="h-17 w-full rounded-lg" />;
  if (totals.data === undefined) {
    return (
      <ErrorState
        title="The figures could not be loaded"
        message={describeApiError(totals.error).message}
        onRetry={() => void totals.refetch()}
        retrying={totals.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const [cost, requests, saved, hits, unpriced] = totals.data.rows[0]?.values ?? [];
  const count = Number(requests ?? 0);
  const priced = count - Number(unpriced ?? 0);
  return (
    <Figures>
      <Figure
        label="Cost"
        value={formatCost(String(cost ?? 0))}
        note={<QuietLink href={requestsUrl(range, '')}>{formatCount(count)} requests</QuietLink>}
      />
      <Figure
        label="A request, on average"
        value={priced === 0 ? '—' : formatCost(String(Number(cost ?? 0) / priced))}
        note="cache hits count as $0"
      />
      <Figure
        label="Saved by the cache"
        value={formatCost(String(saved ?? 0))}
        note={<QuietLink href="/cache">{formatCount(Number(hits ?? 0))} hits</QuietLink>}
      />
      <Figure
        label="Without a price"
        value={formatCount(Number(unpriced ?? 0))}
        note={
          Number(unpriced ?? 0) === 0 ? (
            'every cost is known'
          ) : (
            <QuietLink href="/settings/prices">Give their models a price</QuietLink>
          )
        }
      />
    </Figures>
  );
}

function QuietLink({ href, children }: { href: string; children: React.ReactNode }) {
  return (
    <Link href={href} className="underline decoration-line-strong underline-offset-2 hover:text-ink">
      {children}
    </Link>
  );
}
