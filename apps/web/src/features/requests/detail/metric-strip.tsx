import type { RequestDetail } from '@heliograph/contracts/request';
import { formatCost } from '../format/format-cost.ts';
import { formatCount } from '../format/format-count.ts';
import { formatDuration } from '../format/format-duration.ts';
import { costSourceLabels } from '../table/describe-cost-flag.ts';
import { describeUsageSource } from '../table/token-breakdown.ts';

/** The figures of a request, side by side. */
export function MetricStrip({ detail }: { detail: RequestDetail }) {
  const { usage, usageSource, cost } = detail;
  const counted = usageSource !== 'none';
  const parts = (...given: [string, number][]): string | null =>
    given
      .filter(([, tokens]) => tokens > 0)
      .map(([label, tokens]) => `${formatCount(tokens)} ${label}`)
      .join(' · ') || null;
  return (
    <dl className="mx-4 mt-4 grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line sm:grid-cols-4">
      <Metric label="Latency" value={formatDuration(detail.latencyMs)} note={noteOnSpeed(detail)} />
      <Metric
        label="Input tokens"
        value={counted ? formatCount(usage.inputTokens) : '—'}
        note={parts(
          ['cached', usage.cachedInputTokens],
          ['cache write', usage.cacheWriteTokens],
          ['audio', usage.audioInputTokens],
          ['image', usage.imageInputTokens],
        )}
      />
      <Metric
        label="Output tokens"
        value={counted ? formatCount(usage.outputTokens) : '—'}
        note={
          parts(
            ['reasoning', usage.reasoningTokens],
            ['audio', usage.audioOutputTokens],
            ['image', usage.imageOutputTokens],
          ) ?? describeUsageSource(usageSource)
        }
      />
      <Metric
        label="Cost"
        value={cost.totalUsd === null ? 'no price' : formatCost(cost.totalUsd)}
        note={cost.savedUsd === null ? costSourceLabels[cost.source] : `saved ${formatCost(cost.savedUsd)}`}
      />
    </dl>
  );
}

function noteOnSpeed({ timeToFirstTokenMs, tokensPerSecond }: RequestDetail): string | null {
  if (timeToFirstTokenMs === null) return null;
  const first = `first token ${formatDuration(timeToFirstTokenMs)}`;
  return tokensPerSecond === null ? first : `${first} · ${formatSpeed(tokensPerSecond)}`;
}

/** Tokens per second, whole ones from ten on. */
function formatSpeed(tokensPerSecond: number): string {
  const digits = tokensPerSecond < 10 ? 1 : 0;
  return `${formatCount(Number(tokensPerSecond.toFixed(digits)))} tokens/s`;
}

function Metric({ label, value, note }: { label: string; value: string; note: string | null }) {
  return (
    <div className="bg-surface px-3 py-2">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-base font-medium text-ink tabular-nums">
        {value}
        {note !== null && <span className="block text-xs font-normal text-muted">{note}</span>}
      </dd>
    </div>
  );
}
