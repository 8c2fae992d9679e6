import type { Request } from '@heliograph/contracts/request';
import { formatCount } from '../format/format-count.ts';
import { describeUsageSource, tokenBreakdown } from './token-breakdown.ts';

/** The breakdown of a request's tokens, for a tooltip. */
export function TokenTooltip({ request }: { request: Pick<Request, 'usage' | 'usageSource'> }) {
  const source = describeUsageSource(request.usageSource);
  return (
    <div className="grid min-w-32 grid-cols-[1fr_auto] gap-x-4 py-0.5 tabular-nums">
      {tokenBreakdown(request.usage).map(({ label, tokens, part }, index) => (
        <div key={index} className="contents">
          <span className={part ? 'pl-2 opacity-75' : 'font-medium'}>{label}</span>
          <span className={part ? 'text-right opacity-75' : 'text-right font-medium'}>
            {formatCount(tokens)}
          </span>
        </div>
      ))}
      {source && <p className="col-span-2 mt-1 opacity-75">{source}</p>}
    </div>
  );
}
