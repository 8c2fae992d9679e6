'use client';
import { ChevronRight, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { cn } from '../../../components/cn.ts';
import { formatCount, formatShortCount } from '../../requests/format/format-count.ts';
import type { TreeRow } from '../tree/prepare-rows.ts';
import type { TimeScale } from '../waterfall/prepare-scale.ts';
import { costText, describeRow, durationText } from './describe-row.ts';
import { rowGrid } from './row-grid.ts';
import { TimelineBar } from './timeline-bar.tsx';

/** Deeper levels are not set in any further: their names would have no room. */
const MOST_INDENTS = 10;

interface TimelineRowProps {
  row: TreeRow;
  scale: TimeScale;
  wide: boolean;
  /** Px from the top of the tree. */
  offset: number;
  /** The one the keyboard is on. */
  current: boolean;
  /** Open in the drawer. */
  opened: boolean;
  onPress: (row: TreeRow) => void;
  onToggle: (row: TreeRow) => void;
}

/** A place or a request of the session, with its bar. */
export const TimelineRow = memo(function TimelineRow(props: TimelineRowProps) {
  const { row, scale, wide, offset, current, opened, onPress, onToggle } = props;
  const { node, level, position, siblings, expanded } = row;
  const facts = describeRow(node, scale.startMs);
  const beside = [node.span?.name, node.span?.model]
    .filter((text) => Boolean(text) && text !== node.label)
    .join(' · ');
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={expanded ?? undefined}
      aria-selected={opened}
      data-row={node.key}
      data-request={node.span?.id}
      tabIndex={current ? 0 : -1}
      onClick={() => onPress(row)}
      className={cn(
        rowGrid,
        'absolute inset-x-0 h-8 cursor-default border-b border-line hover:bg-hover focus-visible:-outline-offset-2 max-md:h-13 max-md:content-center max-md:gap-y-1.5',
        opened && 'bg-accent-soft hover:bg-accent-soft',
      )}
      style={{ top: offset }}
    >
      <span
        className="flex min-w-0 items-center gap-1"
        style={{ paddingLeft: Math.min(level - 1, MOST_INDENTS) * (wide ? 16 : 10) }}
      >
        {expanded === null ? (
          <span className="w-4.5 shrink-0" />
        ) : (
          <span
            className="grid size-4.5 shrink-0 place-items-center rounded-sm text-muted hover:bg-active hover:text-ink"
            onClick={(event) => {
              event.stopPropagation();
              onToggle(row);
            }}
          >
            <ChevronRight
              aria-hidden
              className={cn('size-3.5 transition-transform', expanded && 'rotate-90')}
            />
          </span>
        )}
        <span className="truncate text-ink" title={node.path ?? node.label}>
          {node.label}
        </span>
        {/* The figures beside it have no names of their own. */}
        <span className="sr-only">
          : {facts.map(([label, value]) => `${label.toLowerCase()} ${value}`).join(', ')}
        </span>
        {node.errors > 0 && <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-danger" />}
        {expanded !== null && (
          <span aria-hidden className="shrink-0 rounded-sm bg-hover px-1 text-xs text-muted tabular-nums">
            {formatShortCount(node.requests)}
          </span>
        )}
        {beside !== '' && (
          <span aria-hidden className="truncate text-xs text-faint max-md:hidden" title={beside}>
            {beside}
          </span>
        )}
        <span aria-hidden className="ml-auto shrink-0 text-xs text-muted tabular-nums md:hidden">
          {durationText(node)}
        </span>
      </span>
      <TimelineBar node={node} scale={scale} facts={facts} />
      <span
        aria-hidden
        className="truncate text-right text-xs text-muted tabular-nums max-lg:hidden"
        title={`${formatCount(node.tokens)} tokens`}
      >
        {formatShortCount(node.tokens)}
      </span>
      <span aria-hidden className="truncate text-right text-xs text-muted tabular-nums max-lg:hidden">
        {costText(node)}
      </span>
      <span aria-hidden className="truncate text-right text-xs tabular-nums max-md:hidden">
        {durationText(node)}
      </span>
    </div>
  );
});
