'use client';
import type { Request } from '@heliograph/contracts/request';
import { Tooltip } from '../../../../components/tooltip.tsx';
import { formatShortCount } from '../../format/format-count.ts';
import { TokenTooltip } from '../token-tooltip.tsx';
import { None } from './none.tsx';

/** Input → output, with the breakdown on hover. */
export function RowTokens({ request }: { request: Pick<Request, 'usage' | 'usageSource'> }) {
  const { usage, usageSource } = request;
  if (usageSource === 'none') return <None />;
  return (
    <Tooltip content={<TokenTooltip request={request} />}>
      <span>
        {formatShortCount(usage.inputTokens)} <span className="text-faint">→</span>{' '}
        {formatShortCount(usage.outputTokens)}
      </span>
    </Tooltip>
  );
}
