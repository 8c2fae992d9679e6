'use client';
import { useMemo } from 'react';
import { cn } from '../../../components/cn.ts';
import { PointerTooltip } from '../../../components/tooltip.tsx';
import type { TreeNode } from '../tree/prepare-tree.ts';
import { busyStretches, prepareBar, type Stretch } from '../waterfall/prepare-bars.ts';
import type { TimeScale } from '../waterfall/prepare-scale.ts';
import { barTones } from './bar-tones.ts';
import { backdrop } from './row-grid.ts';

interface TimelineBarProps {
  node: TreeNode;
  scale: TimeScale;
  /** Shown on hover. */
  facts: readonly (readonly [string, string])[];
}

/** When a row ran: a bar for a request, thin stretches for what is below a place. */
export function TimelineBar({ node, scale, facts }: TimelineBarProps) {
  const { span, children } = node;
  const bar = span === null ? null : prepareBar(span, scale);
  const stretches = useMemo(
    () => (children.length === 0 ? { busy: [], failed: [] } : busyStretches(node, scale)),
    [node, children, scale],
  );
  const from = scale.place(node.startMs);
  const width = scale.place(node.endMs) - from;
  return (
    <span aria-hidden className="relative h-full min-w-0 max-md:h-3" style={backdrop(scale)}>
      <PointerTooltip
        content={
          <span className="grid grid-cols-[auto_auto] gap-x-3 tabular-nums">
            <span className="col-span-2 font-medium wrap-anywhere">{node.path ?? node.label}</span>
            {facts.map(([label, value]) => (
              <span key={label} className="contents">
                <span className="opacity-75">{label}</span>
                <span className="truncate text-right">{value}</span>
              </span>
            ))}
          </span>
        }
      >
        <span
          data-bar
          className="absolute inset-y-0 min-w-3"
          style={{ left: `min(${from}%, 100% - 0.75rem)`, width: `${width}%` }}
        />
      </PointerTooltip>
      <span className="pointer-events-none absolute inset-0">
        <Stretches stretches={stretches.busy} className="bg-line-strong/70" />
        <Stretches stretches={stretches.failed} className="bg-danger" />
        {bar !== null && (
          <span
            className="absolute top-1/2 flex h-3 min-w-1 -translate-y-1/2 overflow-hidden rounded-sm"
            style={{ left: `min(${bar.leftPercent}%, 100% - 0.25rem)`, width: `${bar.widthPercent}%` }}
          >
            {bar.waitPercent !== null && (
              <span
                className={cn('shrink-0 opacity-40', barTones[bar.tone].className)}
                style={{ width: `${bar.waitPercent}%` }}
              />
            )}
            <span className={cn('grow', barTones[bar.tone].className)} />
          </span>
        )}
      </span>
    </span>
  );
}

function Stretches({ stretches, className }: { stretches: readonly Stretch[]; className: string }) {
  return stretches.map(({ leftPercent, widthPercent }) => (
    <span
      key={leftPercent}
      className={cn('absolute top-1/2 h-1 min-w-0.5 -translate-y-1/2 rounded-full', className)}
      style={{ left: `min(${leftPercent}%, 100% - 2px)`, width: `${widthPercent}%` }}
    />
  ));
}
