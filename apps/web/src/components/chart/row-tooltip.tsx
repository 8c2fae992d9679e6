import type { ChartModel, ChartRow } from './chart-model.ts';
import { stripes } from './hatch.tsx';
import { ChartTooltip } from './chart-tooltip.tsx';

/** What a chart shows of one stretch of time, in words. */
export function RowTooltip({ row, model }: { row: ChartRow; model: ChartModel }) {
  const {
    series,
    line,
    before,
    stacked = true,
    mark = 'bar',
    format,
    formatAt,
    formatAtFull = formatAt,
  } = model;
  const sum = series.reduce((total, { key }) => total + (row.values[key] ?? 0), 0);
  const isStack = stacked && mark !== 'line' && series.length > 1;
  const isAlone = series.length === 1;
  const thenOf = (key: string): number | null | undefined => row.before?.[key];
  const whole = before?.drawn.find(({ key }) => series.every((one) => one.key !== key));
  return (
    <ChartTooltip>
      <dl className="grid grid-cols-[minmax(0,auto)_auto] gap-x-4 gap-y-0.5">
        <dt className="col-span-2 font-medium text-ink">{formatAtFull(row.at)}</dt>
        {/* From the top, as the bars lie. */}
        {series.toReversed().map(({ key, label, color, hatched = false }) => (
          <div key={key} className="contents">
            <dt className="flex items-center gap-1.5 text-muted">
              <span
                className="size-2 shrink-0 rounded-sm"
                style={hatched ? { backgroundImage: stripes(color) } : { backgroundColor: color }}
              />
              <span className="truncate">{label}</span>
            </dt>
            <dd className="text-right tabular-nums">{written(row.values[key], format, mark)}</dd>
          </div>
        ))}
        {isStack && (
          <>
            <dt className="text-muted">Altogether</dt>
            <dd className="text-right font-medium tabular-nums">{format(sum)}</dd>
          </>
        )}
        {before !== undefined && (isAlone || whole !== undefined) && (
          <>
            <dt className="text-muted">{before.label}</dt>
            <dd className="text-right text-muted tabular-nums">
              {written(thenOf(whole?.key ?? series[0]?.key ?? ''), format, 'line')}
            </dd>
          </>
        )}
        {line !== undefined && (
          <>
            <dt className="text-muted">{line.label}</dt>
            <dd className="text-right tabular-nums">{line.format(row.values[line.key] ?? null)}</dd>
          </>
        )}
      </dl>
    </ChartTooltip>
  );
}

/** A bar that isn't there is 0, a point that isn't there is none. */
function written(
  value: number | null | undefined,
  format: ChartModel['format'],
  mark: NonNullable<ChartModel['mark']>,
): string {
  if (value === null || value === undefined) return mark === 'bar' ? format(0) : '—';
  return format(value);
}
