import type { CacheReport } from '@heliograph/contracts/cache';
import { Figure, Figures } from '../../components/figures.tsx';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';
import { formatHitRate, hitRateOf } from './prepare-series.ts';

/** The figures of a time range. */
export function CacheFigures({ totals }: Pick<CacheReport, 'totals'>) {
  const served = totals.hits + totals.coalesced;
  return (
    <Figures>
      <Figure
        label="Hit rate"
        value={formatHitRate(hitRateOf(totals))}
        note={`${formatCount(served)} of ${formatCount(served + totals.misses)} requests`}
      />
      <Figure
        label="Hits"
        value={formatCount(served)}
        note={`${formatCount(totals.coalesced)} joined a call in flight · ${formatCount(totals.misses)} misses`}
      />
      <Figure
        label="Money saved"
        value={formatCost(totals.savedUsd)}
        note={
          totals.unpriced === 0
            ? 'what the hits would have cost'
            : `without ${formatCount(totals.unpriced)} hits that have no price`
        }
      />
      <Figure
        label="Time saved"
        value={formatDuration(totals.savedMs)}
        note={served === 0 ? 'beside the originals' : `${formatDuration(totals.savedMs / served)} a hit`}
      />
    </Figures>
  );
}
