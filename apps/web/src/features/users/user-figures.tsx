'use client';
import type { EndUserDetail } from '@heliograph/contracts/users';
import { Figure, Figures } from '../../components/figures.tsx';
import { Time } from '../../components/time.tsx';
import { CostFigure, ErrorsFigure, TokensFigure } from '../explore/totals-figures.tsx';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';

/** What an end user's requests add up to. */
export function UserFigures({ detail: { user, ever, latency } }: { detail: EndUserDetail }) {
  const { requests } = user;
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
      <CostFigure totals={user} />
      <TokensFigure totals={user} />
      <ErrorsFigure totals={user} />
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
