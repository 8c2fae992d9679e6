import { formatDuration } from '../../format/format-duration.ts';
import type { CellProps } from '../columns/column.ts';

/** The latency; where rows are high, with the time to first token below. */
export function RowLatency({ request, density }: Pick<CellProps, 'request' | 'density'>) {
  const { latencyMs, timeToFirstTokenMs } = request;
  if (density === 'compact' || timeToFirstTokenMs === null) return formatDuration(latencyMs);
  return (
    <>
      <span className="block leading-4">{formatDuration(latencyMs)}</span>
      <span data-tip="latency" className="inline-block text-xs leading-4 text-faint">
        {formatDuration(timeToFirstTokenMs)}
      </span>
    </>
  );
}
