'use client';
import { type PointerEvent, useState } from 'react';
import type { AlertPreview } from '@heliograph/contracts/alerts';
import { formatAbsoluteTime } from '../../components/format-time.ts';

type Point = AlertPreview['series'][number]['points'][number];

const WIDTH = 640;
const HEIGHT = 140;

/** Values over time with the threshold, and where the rule would have fired behind them. */
export function PreviewPlot({
  points,
  format,
}: {
  points: readonly Point[];
  format: (value: number | null) => string;
}) {
  const [at, setAt] = useState<number | null>(null);
  const values = points
    .flatMap(({ value, threshold }) => [value, threshold])
    .filter((value) => value !== null);
  const high = Math.max(...values, 0) || 1;
  const low = Math.min(...values, 0);
  const x = (index: number) => (points.length < 2 ? 0 : (index / (points.length - 1)) * WIDTH);
  const y = (value: number) => HEIGHT - ((value - low) / (high - low)) * (HEIGHT - 8) - 2;
  const line = (pick: (point: Point) => number | null) =>
    points
      .map((point, index) => {
        const value = pick(point);
        const before = points[index - 1];
        if (value === null) return '';
        const isNew = before === undefined || pick(before) === null;
        return `${isNew ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
      })
      .join('');
  const follow = (event: PointerEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(Math.round(((event.clientX - box.left) / box.width) * (points.length - 1)));
  };
  const shown = at === null ? points.at(-1) : points[at];
  return (
    <div>
      <div aria-hidden className="flex h-5 justify-between gap-3 text-xs text-muted tabular-nums">
        <span className="truncate">{shown !== undefined && formatAbsoluteTime(Date.parse(shown.time))}</span>
        <span className="shrink-0">
          {shown !== undefined && (
            <>
              <span className="font-medium text-ink">{format(shown.value)}</span>
              {shown.threshold !== null && ` of ${format(shown.threshold)}`}
            </>
          )}
        </span>
      </div>
      <svg
        aria-hidden
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-36 w-full touch-pan-y border-b border-line"
        onPointerMove={follow}
        onPointerLeave={() => setAt(null)}
      >
        {firingStretches(points).map(([from, to]) => (
          <rect
            key={from}
            x={x(from) - 1}
            width={Math.max(2, x(to) - x(from) + 2)}
            y={0}
            height={HEIGHT}
            fill="var(--danger-soft)"
          />
        ))}
        <path
          d={line(({ threshold }) => threshold)}
          fill="none"
          stroke="var(--danger)"
          strokeDasharray="4 3"
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={line(({ value }) => value)}
          fill="none"
          stroke="var(--chart-1)"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
        {at !== null && (
          <line
            x1={x(at)}
            x2={x(at)}
            y1={0}
            y2={HEIGHT}
            stroke="var(--line-strong)"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <div aria-hidden className="mt-1 flex justify-between text-xs text-muted">
        <span>7 days ago</span>
        <span className="flex gap-3">
          <span className="flex items-center gap-1">
            <span className="h-0.5 w-3" style={{ backgroundColor: 'var(--chart-1)' }} /> value
          </span>
          <span className="flex items-center gap-1">
            <span className="h-0.5 w-3 bg-danger" /> threshold
          </span>
          <span className="flex items-center gap-1">
            <span className="size-2.5 rounded-sm bg-danger-soft" /> fires
          </span>
        </span>
        <span>now</span>
      </div>
    </div>
  );
}

/** Where it fires, as first and last index. */
function firingStretches(points: readonly Point[]): [number, number][] {
  const stretches: [number, number][] = [];
  points.forEach(({ status }, index) => {
    if (status !== 'firing') return;
    const last = stretches.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else stretches.push([index, index]);
  });
  return stretches;
}
