import type { CacheReport } from '@heliograph/contracts/cache';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatDuration } from '../requests/format/format-duration.ts';
import { formatHitRate, hitRateOf } from './prepare-series.ts';

/** The figures of a time range. */
export function CacheFigures({ totals }: Pick<CacheReport, 'totals'>) {
  const served = totals.hits + totals.coalesced;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4">
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
    </dl>
  );
}

function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className="bg-surface px-4 py-3">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="mt-0.5 text-lg font-medium text-ink tabular-nums">
        {value}
        <span className="block text-xs font-normal text-pretty text-muted">{note}</span>
      </dd>
    </div>
  );
}
