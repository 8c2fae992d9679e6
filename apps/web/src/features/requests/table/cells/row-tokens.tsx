import type { Request } from '@heliograph/contracts/request';
import { formatShortCount } from '../../format/format-count.ts';
import { None } from './none.tsx';

/** Input → output, with the breakdown on hover. */
export function RowTokens({ request }: { request: Pick<Request, 'usage' | 'usageSource'> }) {
  const { usage, usageSource } = request;
  if (usageSource === 'none') return <None />;
  return (
    <span data-tip="tokens">
      {formatShortCount(usage.inputTokens)} <span className="text-faint">→</span>{' '}
      {formatShortCount(usage.outputTokens)}
    </span>
  );
}
