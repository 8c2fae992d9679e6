import type { CSSProperties, ReactNode } from 'react';
import { cn } from '../cn.ts';

export interface LegendItem {
  label: string;
  color: string;
  mark?: 'square' | 'line' | 'dot' | 'cross';
}

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
  children,
}: ChartFrameProps) {
  return (
    <figure aria-label={label} className="min-w-0 rounded-lg border border-line bg-surface p-4">
      {(title !== undefined || actions !== undefined) && (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
          <span className="text-sm font-medium text-ink tabular-nums">{title}</span>
          {actions}
        </div>
      )}
      <figcaption className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {legend.map((item, index) => (
          // Two values may be called alike.
          <span key={index} className="inline-flex max-w-full items-center gap-1.5">
            <LegendMark color={item.color} mark={item.mark ?? 'square'} />
            <span className="truncate" title={item.label}>
              {item.label}
            </span>
          </span>
        ))}
        {note !== undefined && <span>{note}</span>}
      </figcaption>
      <div aria-hidden>{children}</div>
      {table}
      {footer}
    </figure>
  );
}

function LegendMark({ color, mark }: Required<Pick<LegendItem, 'color' | 'mark'>>) {
  const style: CSSProperties = mark === 'cross' ? { color } : { backgroundColor: color };
  return (
    <span
      aria-hidden
      style={style}
      className={cn(
        'inline-block size-2.5 shrink-0',
        mark === 'square' && 'rounded-sm',
        mark === 'dot' && 'rounded-full',
        mark === 'line' && 'h-0.5',
        mark === 'cross' && 'leading-2.5 font-bold',
      )}
    >
      {mark === 'cross' && '+'}
    </span>
  );
}
