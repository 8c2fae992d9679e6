'use client';
import { useRef, useState } from 'react';
import { ChartTooltip } from '../../../components/chart/chart-tooltip.tsx';
import type { PreparedHeatmap } from '../prepare/prepare-heatmap.ts';

interface HeatmapPlotProps {
  map: PreparedHeatmap;
  onPick: (row: number, first: number, last: number) => void;
}

interface Spot {
  row: number;
  column: number;
}

const opacities = [0, 0.25, 0.5, 0.75, 1] as const;
/** Px: the labels of classes, and of the time below. */
const LEFT = 96;
const BOTTOM = 18;

/** How a metric spreads over classes of a duration: time from the left, the slowest on top, the darker the more. */
export function HeatmapPlot({ map, onPick }: HeatmapPlotProps) {
  const { times, classes, cells } = map;
  const [spot, setSpot] = useState<Spot | null>(null);
  const [from, setFrom] = useState<Spot | null>(null);
  const isFinger = useRef(false);
  const cell = spot === null ? undefined : cells[spot.row]?.[spot.column];
  const first = from === null || spot === null ? null : Math.min(from.column, spot.column);
  const last = from === null || spot === null ? null : Math.max(from.column, spot.column);
  const everyLabel = Math.max(1, Math.ceil(classes.length / 8));
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
          {classes.map(({ lower, label }, row) => (
            <li
              key={lower}
              className="flex min-h-0 grow basis-0 items-center justify-end overflow-visible pr-2 leading-none whitespace-nowrap"
            >
              {row % everyLabel === 0 && label}
            </li>
          ))}
        </ul>
        <svg
          aria-hidden
          data-plot
          className="min-h-0 min-w-0 grow cursor-pointer"
          viewBox={`0 0 ${Math.max(1, times.length)} ${Math.max(1, classes.length)}`}
          preserveAspectRatio="none"
          onMouseLeave={() => {
            setSpot(null);
            setFrom(null);
          }}
          onMouseUp={() => {
            if (from !== null && first !== null && last !== null && !isFinger.current)
              onPick(from.row, first, last);
            setFrom(null);
          }}
        >
          {cells.flatMap((line, row) =>
            line.map(({ level }, column) => (
              <rect
                key={`${row} ${column}`}
                x={column + 0.03}
                y={row + 0.04}
                width={0.94}
                height={0.92}
                fill={level === 0 ? 'var(--sunken)' : 'var(--chart-1)'}
                fillOpacity={level === 0 ? 1 : opacities[level]}
                stroke={
                  (from === null && spot?.row === row && spot.column === column) ||
                  (from?.row === row && first !== null && last !== null && column >= first && column <= last)
                    ? 'var(--accent)'
                    : 'none'
                }
                strokeWidth={2}
                vectorEffect="non-scaling-stroke"
                onMouseEnter={() => setSpot({ row, column })}
                onMouseDown={() => setFrom({ row, column })}
              />
            )),
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
      {spot !== null && cell !== undefined && (
        <div className="pointer-events-none absolute top-0 right-0 z-10">
          <ChartTooltip>
            <p className="font-medium text-ink">{times[spot.column]?.full}</p>
            <p className="text-muted">{classes[spot.row]?.label}</p>
            <p className="tabular-nums">
              {cell.text} <span className="text-muted">{map.metricLabel.toLowerCase()}</span>
            </p>
          </ChartTooltip>
        </div>
      )}
    </div>
  );
}
