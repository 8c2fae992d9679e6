import type { ReactNode } from 'react';
import { cn } from '../cn.ts';
import { ChartLegend, type LegendItem } from './chart-legend.tsx';

interface ChartFrameProps {
  /** Accessible name. */
  label: string;
  /** Above the chart, before the legend. */
  title?: ReactNode;
  /** At the right end of the title. */
  actions?: ReactNode;
  legend: readonly LegendItem[];
  /** What explains the legend. */
  note?: ReactNode;
  /** What the chart shows, for those who can't see it. */
  table?: ReactNode;
  /** Below the chart. */
  footer?: ReactNode;
  /** As high as what it stands in; the drawing takes what is left. */
  fill?: boolean;
  children: ReactNode;
}

/** A chart with its legend; the drawing itself is hidden from screen readers, which have the table. */
export function ChartFrame({
  label,
  title,
  actions,
  legend,
  note,
  table,
  footer,
  fill = false,
  children,
}: ChartFrameProps) {
  return (
    <figure
      aria-label={label}
      className={cn(
        'min-w-0 rounded-lg border border-line bg-surface p-4',
        fill && 'flex h-full flex-col overflow-hidden p-3',
      )}
    >
      {(title !== undefined || actions !== undefined) && (
        <div
          className={cn(
            'mb-2 flex items-center justify-between gap-2',
            fill ? 'min-h-7 shrink-0' : 'flex-wrap',
          )}
        >
          <span className="min-w-0 text-sm font-medium text-ink tabular-nums">{title}</span>
          {actions}
        </div>
      )}
      <ChartLegend items={legend} note={note} />
      {fill ? children : <div aria-hidden>{children}</div>}
      {table}
      {footer}
    </figure>
  );
}
