'use client';
import { Plus, X } from 'lucide-react';
import type { MetricSelection } from '@heliograph/contracts/analytics';
import { type Aggregation, analyticsMetrics, metricNames } from '@heliograph/contracts/analytics-metrics';
import { Button } from '../../../components/button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { Select } from '../../../components/select.tsx';
import { withMetric } from './draft-tile.ts';

const metricOptions = metricNames.map((value) => ({ value, label: analyticsMetrics[value].label }));

/** Aggregations as a choice beside their metric. */
const names: Record<Aggregation, string> = {
  count: 'Number',
  rate: 'Share of all requests',
  per_minute: 'Per minute',
  sum: 'Sum',
  avg: 'Average',
  p50: 'P50 (median)',
  p75: 'P75',
  p90: 'P90',
  p95: 'P95',
  p99: 'P99',
  max: 'Maximum',
  count_distinct: 'Different ones',
};

interface MetricFieldsProps {
  metrics: readonly MetricSelection[];
  most: number;
  onChange: (metrics: MetricSelection[]) => void;
}

/** The metrics of a tile, each with its aggregation. */
export function MetricFields({ metrics, most, onChange }: MetricFieldsProps) {
  const put = (at: number, selection: MetricSelection): void =>
    onChange(metrics.map((other, place) => (place === at ? selection : other)));
  const [last] = metrics.slice(-1);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium text-ink">Metrics</legend>
      {metrics.map((selection, at) => (
        <div key={at} className="flex items-center gap-2">
          <Select
            aria-label={`Metric ${at + 1}`}
            value={selection.metric}
            options={metricOptions}
            onValueChange={(metric) => put(at, withMetric(metric, selection))}
          />
          <Select
            aria-label={`Aggregation ${at + 1}`}
            value={selection.aggregation}
            options={analyticsMetrics[selection.metric].aggregations.map((value) => ({
              value,
              label: names[value],
            }))}
            onValueChange={(aggregation) => put(at, { ...selection, aggregation })}
          />
          {metrics.length > 1 && (
            <IconButton
              label={`Remove metric ${at + 1}`}
              icon={<X aria-hidden />}
              onClick={() => onChange(metrics.filter((_, place) => place !== at))}
            />
          )}
        </div>
      ))}
      {metrics.length < most && last !== undefined && (
        <Button
          size="sm"
          className="self-start"
          onClick={() => onChange([...metrics, nextMetric(metrics, last)])}
        >
          <Plus aria-hidden />
          Add metric
        </Button>
      )}
    </fieldset>
  );
}

/** The next aggregation of the last metric that isn't there yet, else requests. */
function nextMetric(metrics: readonly MetricSelection[], last: MetricSelection): MetricSelection {
  const free = analyticsMetrics[last.metric].aggregations.find((aggregation) =>
    metrics.every((other) => other.metric !== last.metric || other.aggregation !== aggregation),
  );
  return free === undefined
    ? { metric: 'requests', aggregation: 'count' }
    : { metric: last.metric, aggregation: free };
}
