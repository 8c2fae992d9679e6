import type { Totals } from '@heliograph/contracts/totals';
import { Tooltip } from '../../components/tooltip.tsx';
import { formatCost, formatExactCost } from '../requests/format/format-cost.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';
import { formatShare } from './format-share.ts';

/** What a group of requests cost; every digit on hover, and what has no price. */
export function CostCell({ totals }: { totals: Pick<Totals, 'costUsd' | 'unpricedRequests'> }) {
  const { costUsd, unpricedRequests } = totals;
  const unpriced =
    unpricedRequests === 0
      ? ''
      : ` · without ${formatCount(unpricedRequests)} ${unpricedRequests === 1 ? 'request that has' : 'requests that have'} no price`;
  return (
    <Tooltip content={<span className="tabular-nums">{formatExactCost(costUsd) + unpriced}</span>}>
      <span>
        {formatCost(costUsd)}
        {unpricedRequests > 0 && <span className="text-warning">*</span>}
      </span>
    </Tooltip>
  );
}

/** Errors and the part of the requests that they are. */
export function ErrorsCell({ totals }: { totals: Pick<Totals, 'errors' | 'requests'> }) {
  const { errors, requests } = totals;
  if (errors === 0) return <span className="text-faint">0</span>;
  return (
    <Tooltip content={`${formatShare(errors / requests)} of ${formatCount(requests)} requests`}>
      <span className="text-danger">{formatShortCount(errors)}</span>
    </Tooltip>
  );
}

/** Tokens of a group, both ways. */
export function TokensCell({
  totals,
}: {
  totals: Pick<Totals, 'inputTokens' | 'outputTokens' | 'totalTokens'>;
}) {
  const { inputTokens, outputTokens, totalTokens } = totals;
  return (
    <Tooltip
      content={
        <span className="tabular-nums">
          {formatCount(inputTokens)} in · {formatCount(outputTokens)} out
        </span>
      }
    >
      <span>{formatShortCount(totalTokens)}</span>
    </Tooltip>
  );
}
