import { cn } from '../../../components/cn.ts';
import { formatDuration } from '../../requests/format/format-duration.ts';
import { FLUSH_PERCENT, formatOffset, type TimeScale } from '../waterfall/prepare-scale.ts';
import { rowGrid } from './row-grid.ts';

/** The head of the timeline. Rows say their times themselves, for those who can't see where they lie. */
export function TimelineAxis({ scale }: { scale: TimeScale }) {
  return (
    <div
      aria-hidden
      className={cn(
        rowGrid,
        'sticky top-0 z-10 h-7.25 border-b border-line bg-surface text-xs font-medium text-muted',
      )}
    >
      <span className="max-md:hidden">Step</span>
      <span className="relative h-full min-w-0 overflow-hidden">
        {scale.ticks.map(({ percent, offsetMs }) => (
          <span
            key={offsetMs}
            className={cn(
              'absolute inset-y-0 flex items-center border-l border-line pl-1 font-normal whitespace-nowrap tabular-nums',
              percent > FLUSH_PERCENT && '-translate-x-full border-r border-l-0 pr-1 pl-0',
            )}
            style={{ left: `${percent}%` }}
          >
            {formatOffset(offsetMs)}
          </span>
        ))}
        {scale.cuts.map(({ percent, widthPercent, skippedMs }) => (
          <span
            key={percent}
            title={`${formatDuration(skippedMs)} in which nothing ran`}
            className="absolute inset-y-0 grid place-items-center overflow-hidden bg-hover text-faint"
            style={{ left: `${percent}%`, width: `${widthPercent}%` }}
          >
            ⋯
          </span>
        ))}
      </span>
      <span className="text-right max-lg:hidden">Tokens</span>
      <span className="text-right max-lg:hidden">Cost</span>
      <span className="text-right max-md:hidden">Duration</span>
    </div>
  );
}
