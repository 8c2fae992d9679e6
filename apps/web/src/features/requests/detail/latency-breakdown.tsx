import type { RequestDetail } from '@heliograph/contracts/request';
import { cn } from '../../../components/cn.ts';
import { formatDuration } from '../format/format-duration.ts';
import { type LatencyShare, prepareLatency } from './prepare-latency.ts';

const colours: Record<LatencyShare['kind'], string> = {
  proxy: 'bg-accent',
  earlier: 'bg-danger',
  wait: 'bg-line-strong',
  stream: 'bg-info',
};

/** Where the time went, as shares of one bar and in figures. */
export function LatencyBreakdown({ detail }: { detail: RequestDetail }) {
  const shares = prepareLatency(detail);
  const { latencyMs, timeToFirstTokenMs } = detail;
  const tokenAt =
    timeToFirstTokenMs === null || latencyMs === 0 ? null : (timeToFirstTokenMs / latencyMs) * 100;
  return (
    <section aria-label="Latency" className="overflow-hidden rounded-lg border border-line">
      <header className="flex flex-wrap items-baseline gap-x-2 px-3 py-2">
        <h3 className="text-xs text-muted">Latency</h3>
        <p className="text-base font-medium tabular-nums">{formatDuration(latencyMs)}</p>
        {timeToFirstTokenMs !== null && (
          <p className="ml-auto text-xs text-muted tabular-nums">
            First token after {formatDuration(timeToFirstTokenMs)}
          </p>
        )}
      </header>
      <div aria-hidden className="relative mx-3 mb-2 h-2.5 overflow-hidden rounded-full bg-sunken">
        {shares.map(({ kind, leftPercent, widthPercent }) => (
          <span
            key={kind}
            className={cn('absolute inset-y-0 min-w-0.5', colours[kind])}
            style={{ left: `min(${leftPercent}%, 100% - 2px)`, width: `${widthPercent}%` }}
          />
        ))}
        {tokenAt !== null && (
          <span
            className="absolute inset-y-0 w-0.5 bg-ink"
            style={{ left: `min(${tokenAt}%, 100% - 2px)` }}
          />
        )}
      </div>
      <table className="w-full border-t border-line tabular-nums">
        <caption className="sr-only">Latency by what took it</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Time</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ kind, label, meaning, ms, widthPercent }) => (
            <tr key={kind}>
              <th scope="row" className="px-3 py-1 text-left font-normal">
                <span aria-hidden className={cn('mr-2 inline-block size-2 rounded-full', colours[kind])} />
                {label}
                <span className="text-xs text-muted max-sm:hidden"> · {meaning}</span>
              </th>
              <td className="px-3 py-1 text-right">{formatDuration(ms)}</td>
              <td className="w-16 px-3 py-1 text-right text-muted">{formatPercent(widthPercent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function formatPercent(percent: number): string {
  return percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}
