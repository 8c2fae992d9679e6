import type { Request } from '@heliograph/contracts/request';
import { formatCost, formatExactCost } from '../format/format-cost.ts';
import { costSourceLabels } from './describe-cost-flag.ts';

type Costed = Pick<Request, 'costUsd' | 'costSource' | 'savedUsd' | 'usageSource'>;

/** What a request costs, in the list: short, with every digit on hover. */
export function RowCost({ request: { costUsd, usageSource } }: { request: Costed }) {
  if (costUsd !== null) return <span data-tip="cost">{formatCost(costUsd)}</span>;
  return (
    <span data-tip="cost" className="text-xs text-faint">
      {usageSource === 'none' ? '—' : 'no price'}
    </span>
  );
}

/** Every digit and where the price comes from, or why there is none. */
export function costTip({ costUsd, costSource, savedUsd, usageSource }: Costed) {
  if (costUsd === null) {
    return usageSource === 'none'
      ? 'The provider reported no usage'
      : 'There is no price for this model; add one in Settings → Prices';
  }
  return (
    <span className="tabular-nums">
      {formatExactCost(costUsd)} · {costSourceLabels[costSource]}
      {savedUsd !== null && ` · saved ${formatExactCost(savedUsd)}`}
    </span>
  );
}
