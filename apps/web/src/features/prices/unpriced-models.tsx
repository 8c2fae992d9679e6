'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../client/api.ts';
import { describeApiError } from '../../client/api-error.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Time } from '../../components/time.tsx';
import { resolveTimeRange } from '../time-range/time-range.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { formatProvider } from '../requests/format/format-provider.ts';
import type { PriceDraft } from './price-dialog.tsx';
import { PricesSkeleton } from './prices-table.tsx';

const REFRESH_MS = 10_000;

/** Models of the last 30 days whose requests have no price. */
export function UnpricedModels({ onAdd }: { onAdd: (draft: PriceDraft) => void }) {
  const [timeRange] = useState(() => resolveTimeRange('30d', new Date()));
  // A recalculation may have given them one meanwhile.
  const unpriced = useQuery(
    api.prices.unpriced.queryOptions({ input: { timeRange }, refetchInterval: REFRESH_MS }),
  );
  if (unpriced.isPending) return <PricesSkeleton label="Looking for models without a price" />;
  if (unpriced.data === undefined) {
    return (
      <ErrorState
        title="Models without a price could not be looked for"
        message={describeApiError(unpriced.error).message}
        onRetry={() => void unpriced.refetch()}
        retrying={unpriced.isFetching}
        className="rounded-lg border border-line"
      />
    );
  }
  const { items } = unpriced.data;
  if (items.length === 0)
    return (
      <p className="rounded-lg border border-dashed border-line px-4 py-4 text-muted">
        Every request of the last 30 days whose usage is known has a price.
      </p>
    );
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {items.map(({ provider, model, requests, totalTokens, lastSeenAt }) => (
        <li key={`${provider} ${model}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
          <div className="min-w-0 grow">
            <p className="font-medium wrap-anywhere">{model ?? 'No model named'}</p>
            <p className="text-xs text-muted">
              {formatProvider(provider)} · {formatCount(requests)} {requests === 1 ? 'request' : 'requests'} ·{' '}
              {formatShortCount(totalTokens)} tokens · last <Time value={lastSeenAt} />
            </p>
          </div>
          {model !== null && (
            <Button
              size="sm"
              aria-label={`Add a price for ${model}`}
              onClick={() => onAdd({ provider, model })}
            >
              Add a price
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
