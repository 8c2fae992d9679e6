import { formatCost } from '../format/format-cost.ts';
import { formatShortCount } from '../format/format-count.ts';
import { formatDuration } from '../format/format-duration.ts';
import { formatProvider } from '../format/format-provider.ts';
import { describeAttempts } from './cells/describe-attempts.ts';
import { RowTime } from './cells/row-time.tsx';
import type { CellProps } from './columns/column.ts';
import { StatusBadge } from './status-badge.tsx';

interface CompactCellProps extends CellProps {
  /** null where rows aren't being selected. */
  selected: boolean | null;
}

/** All of a request in one cell of two lines, for narrow pages. */
export function CompactCell({ selected, ...props }: CompactCellProps) {
  const { request } = props;
  return (
    <td className="border-b border-line px-4 py-2 md:px-5">
      <div className="flex items-center gap-2">
        {selected !== null && (
          // The whole row is pressed.
          <input
            type="checkbox"
            aria-label="Select request"
            checked={selected}
            onChange={() => undefined}
            className="mr-1 size-4.5 shrink-0 accent-ink"
          />
        )}
        <StatusBadge request={request} />
        <span className="truncate font-medium">{request.model ?? formatProvider(request.provider)}</span>
        <span className="ml-auto shrink-0 text-xs text-muted tabular-nums">
          <RowTime {...props} />
        </span>
      </div>
      <div className="mt-0.5 flex items-center gap-2 text-xs text-muted">
        <span className="truncate">
          {[describeAttempts(request), request.name, request.requestPreview].filter(Boolean).join(' · ')}
        </span>
        <span className="ml-auto shrink-0 tabular-nums">
          {request.usageSource !== 'none' && `${formatShortCount(request.usage.totalTokens)} tok · `}
          {request.costUsd !== null
            ? `${formatCost(request.costUsd)} · `
            : request.usageSource !== 'none' && 'no price · '}
          {formatDuration(request.latencyMs)}
        </span>
      </div>
    </td>
  );
}
