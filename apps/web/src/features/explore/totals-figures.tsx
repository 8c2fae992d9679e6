import type { Totals } from '@heliograph/contracts/totals';
import { Figure } from '../../components/figures.tsx';
import { formatCost } from '../requests/format/format-cost.ts';
import { formatCount } from '../requests/format/format-count.ts';
import { formatShare } from './format-share.ts';

/** How many requests failed, and which share that is. */
export function ErrorsFigure({
  totals: { errors, requests },
}: {
  totals: Pick<Totals, 'errors' | 'requests'>;
}) {
  return (
    <Figure
      label="Errors"
      value={<span className={errors > 0 ? 'text-danger' : undefined}>{formatCount(errors)}</span>}
      note={errors === 0 ? 'none' : `${formatShare(errors / requests)} of the requests`}
    />
  );
}

/** What they cost, and how many of them are not in it. */
export function CostFigure({ totals }: { totals: Pick<Totals, 'costUsd' | 'unpricedRequests'> }) {
  const { costUsd, unpricedRequests: unpriced } = totals;
  return (
    <Figure
      label="Cost"
      value={formatCost(costUsd)}
      note={
        unpriced === 0 ? 'all requests have a price' : `without ${formatCount(unpriced)} that have no price`
      }
    />
  );
}

/** Their tokens, both ways. */
export function TokensFigure({
  totals: { totalTokens, inputTokens, outputTokens },
}: {
  totals: Pick<Totals, 'totalTokens' | 'inputTokens' | 'outputTokens'>;
}) {
  return (
    <Figure
      label="Tokens"
      value={formatCount(totalTokens)}
      note={`${formatCount(inputTokens)} in · ${formatCount(outputTokens)} out`}
    />
  );
}
