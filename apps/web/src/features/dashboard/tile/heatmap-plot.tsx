'use client';
import { type MouseEvent, memo, useRef, useState } from 'react';
import { ChartTooltip } from '../../../components/chart/chart-tooltip.tsx';
import type { PreparedHeatmap } from '../prepare/prepare-heatmap.ts';

interface HeatmapPlotProps {
  map: PreparedHeatmap;
  onPick: (row: number, first: number, last: number, at: { x: number; y: number }) => void;
}

interface Spot {
  row: number;
  column: number;
}

const opacities = [0, 0.25, 0.5, 0.75, 1] as const;
/** Px: the labels of classes, and of the time below. */
const LEFT = 96;
const BOTTOM = 18;
/** Labels of classes at most, however many there are. */
const MOST_LABELS = 8;

/** How a metric spreads over classes of a duration: time from the left, the slowest on top, the darker the more. */
export function HeatmapPlot({ map, onPick }: HeatmapPlotProps) {
  const { times, classes, cells } = map;
  const [spot, setSpot] = useState<Spot | null>(null);
  const [from, setFrom] = useState<Spot | null>(null);
  const isFinger = useRef(false);
  const row = from?.row ?? spot?.row ?? 0;
  const first = spot === null ? 0 : Math.min(from?.column ?? spot.column, spot.column);
  const last = spot === null ? 0 : Math.max(from?.column ?? spot.column, spot.column);
  const everyLabel = Math.max(1, Math.ceil(classes.length / MOST_LABELS));
  const spotAt = (event: MouseEvent<SVGSVGElement>): Spot | null => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * times.length);
    const place = Math.floor(((event.clientY - top) / height) * classes.length);
    return cells[place]?.[column] === undefined ? null : { row: place, column };
  };
  return (
    <div
      className="relative flex min-h-0 grow flex-col"
      onPointerDownCapture={(event) => (isFinger.current = event.pointerType !== 'mouse')}
    >
      <div className="flex min-h-0 grow">
        <ul
          aria-hidden
          className="flex shrink-0 flex-col text-right text-[11px] text-muted"
          style={{ width: LEFT }}
        >
          {classes.map(({ lower, label }, at) => (
            <li
              key={lower}
              className="flex min-h-0 grow basis-0 items-center justify-end overflow-visible pr-2 leading-none whitespace-nowrap"
            >
              {at % everyLabel === 0 && label}
            </li>
          ))}
        </ul>
        <svg
          aria-hidden
          data-plot
          className="min-h-0 min-w-0 grow cursor-pointer"
          viewBox={`0 0 ${Math.max(1, times.length)} ${Math.max(1, classes.length)}`}
          preserveAspectRatio="none"
          onMouseMove={(event) => {
            const next = spotAt(event);
            if (next?.row !== spot?.row || next?.column !== spot?.column) setSpot(next);
          }}
          onMouseDown={(event) => setFrom(spotAt(event))}
          onMouseLeave={() => {
            setSpot(null);
            setFrom(null);
          }}
          onMouseUp={({ clientX: x, clientY: y }) => {
            if (from !== null && spot !== null && !isFinger.current) onPick(row, first, last, { x, y });
            setFrom(null);
          }}
        >
          <HeatCells cells={cells} columns={times.length} />
          {spot !== null && (
            <rect
              x={first}
              y={row}
              width={last - first + 1}
              height={1}
              fill="none"
              stroke="var(--accent)"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          )}
        </svg>
      </div>
      <div
        aria-hidden
        className="flex shrink-0 justify-between pt-1 text-[11px] text-muted"
        style={{ paddingLeft: LEFT, height: BOTTOM }}
      >
        <span>{times[0]?.tick}</span>
        {times.length > 4 && (
          <span className="max-sm:hidden">{times[Math.floor(times.length / 2)]?.tick}</span>
        )}
        {times.length > 1 && <span>{times.at(-1)?.tick}</span>}
      </div>
      {spot !== null && (
        <div className="pointer-events-none absolute top-0 right-0 z-10">
          <ChartTooltip>
            <p className="font-medium text-ink">{times[spot.column]?.full}</p>
            <p className="text-muted">{classes[row]?.label}</p>
            <p className="tabular-nums">
              {cells[row]?.[spot.column]?.text}{' '}
              <span className="text-muted">{map.metricLabel.toLowerCase()}</span>
            </p>
          </ChartTooltip>
        </div>
      )}
    </div>
  );
}

/** The cells that have something, over a ground for all others: there are many of these. */
const HeatCells = memo(function HeatCells({
  cells,
  columns,
}: {
  cells: PreparedHeatmap['cells'];
  columns: number;
}) {
  return (
    <>
      <rect width={columns} height={cells.length} fill="var(--sunken)" />
      {cells.flatMap((line, row) =>
        line.map(
          ({ level }, column) =>
            level > 0 && (
              <rect
                key={`${row} ${column}`}
                x={column + 0.03}
                y={row + 0.04}
                width={0.94}
                height={0.92}
                fill="var(--chart-1)"
                fillOpacity={opacities[level]}
              />
            ),
        ),
      )}
    </>
  );
});
