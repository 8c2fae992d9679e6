import type { CSSProperties, ReactNode } from 'react';
import { cn } from '../cn.ts';
import { stripes } from './hatch.tsx';

export interface LegendItem {
  label: string;
  color: string;
  mark?: 'square' | 'hatched' | 'line' | 'dashes' | 'dot' | 'cross';
  /** What it comes to altogether, and the like. */
  value?: ReactNode;
}

/** What the marks of a chart mean; nothing where there is nothing to tell apart. */
export function ChartLegend({ items, note }: { items: readonly LegendItem[]; note?: ReactNode }) {
  if (items.length === 0 && note === undefined) return null;
  return (
    <figcaption className="mb-2 flex shrink-0 flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {items.map((item, index) => (
        // Two values may be called alike.
        <span key={index} className="inline-flex max-w-full items-center gap-1.5">
          <LegendMark color={item.color} mark={item.mark ?? 'square'} />
          <span className="max-w-52 truncate" title={item.label}>
            {item.label}
          </span>
          {item.value}
        </span>
      ))}
      {note !== undefined && <span>{note}</span>}
    </figcaption>
  );
}

function LegendMark({ color, mark }: Required<Pick<LegendItem, 'color' | 'mark'>>) {
  const style: CSSProperties =
    mark === 'cross' || mark === 'dashes'
      ? { color, borderColor: color }
      : mark === 'hatched'
        ? { backgroundImage: stripes(color) }
        : { backgroundColor: color };
  return (
    <span
      aria-hidden
      style={style}
      className={cn(
        'inline-block size-2.5 shrink-0',
        (mark === 'square' || mark === 'hatched') && 'rounded-sm',
        mark === 'dot' && 'rounded-full',
        mark === 'line' && 'h-0.5',
        mark === 'dashes' && 'h-0 w-4 border-t-2 border-dashed',
        mark === 'cross' && 'leading-2.5 font-bold',
      )}
    >
      {mark === 'cross' && '+'}
    </span>
  );
}
