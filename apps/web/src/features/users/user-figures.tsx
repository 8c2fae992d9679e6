'use client';
import type { EndUserDetail } from '@heliograph/contracts/users';
import { Figure, Figures } from '../../components/figures.tsx';
import { Time } from '../../components/time.tsx';
import { formatShare } from '../explore/format-share.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';

/** What an end user's requests add up to. */
export function UserFigures({ detail: { user, ever, latency } }: { detail: EndUserDetail }) {
  const { requests, errors, unpricedRequests: unpriced } = user;
  return (
    <Figures className="sm:grid-cols-3 md:grid-cols-3 lg:grid-cols-6">
      <Figure
        label="Requests"
        value={formatCount(requests)}
        note={
          ever.requests === requests
            ? 'all there ever were'
            : `of ${formatCount(ever.requests)} there ever were`
        }
      />
      <Figure
        label="Cost"
        value={formatCost(user.costUsd)}
        note={
          unpriced === 0 ? 'all requests have a price' : `without ${formatCount(unpriced)} that have no price`
        }
      />
      <Figure
        label="Tokens"
        value={formatCount(user.totalTokens)}
        note={`${formatCount(user.inputTokens)} in · ${formatCount(user.outputTokens)} out`}
      />
      <Figure
        label="Errors"
        value={<span className={errors > 0 ? 'text-danger' : undefined}>{formatCount(errors)}</span>}
        note={errors === 0 ? 'none' : `${formatShare(errors / requests)} of the requests`}
      />
      <Figure
        label="Latency"
        value={formatDuration(latency.p50Ms)}
        note={`median; 95 % within ${formatDuration(latency.p95Ms)}`}
      />
      <Figure
        label="Last seen"
        value={<Time value={ever.lastSeenAt} />}
        note={
          <>
            first <Time value={ever.firstSeenAt} />
          </>
        }
      />
    </Figures>
  );
}
