import type { Request } from '@heliograph/contracts/request';
import { Tooltip } from '../../../components/tooltip.tsx';
import { formatCost, formatExactCost } from '../format/format-cost.ts';
import { costSourceLabels } from './describe-cost-flag.ts';

type Costed = Pick<Request, 'costUsd' | 'costSource' | 'savedUsd' | 'usageSource'>;

/** What a request costs, in the list: short, with every digit on hover. */
export function RowCost({ request }: { request: Costed }) {
  const { costUsd, costSource, savedUsd, usageSource } = request;
  if (costUsd === null) {
    const why =
      usageSource === 'none'
        ? 'The provider reported no usage'
        : 'There is no price for this model; add one in Settings → Prices';
    return (
      <Tooltip content={why}>
        <span className="text-xs text-faint">{usageSource === 'none' ? '—' : 'no price'}</span>
      </Tooltip>
    );
  }
  return (
    <Tooltip
      content={
        <span className="tabular-nums">
          {formatExactCost(costUsd)} · {costSourceLabels[costSource]}
          {savedUsd !== null && ` · saved ${formatExactCost(savedUsd)}`}
        </span>
      }
    >
      <span>{formatCost(costUsd)}</span>
    </Tooltip>
  );
}
