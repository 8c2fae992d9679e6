'use client';
import { ToggleGroup } from 'radix-ui';
import { type Metric, metricNames, metrics } from './metrics.ts';

interface MetricSwitchProps {
  value: Metric;
  onChange: (metric: Metric) => void;
}

/** Which figure a chart shows. */
export function MetricSwitch({ value, onChange }: MetricSwitchProps) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Figure of the chart"
      value={value}
      onValueChange={(chosen) => {
        const metric = metricNames.find((name) => name === chosen);
        if (metric !== undefined) onChange(metric);
      }}
      className="inline-flex rounded-md border border-line bg-sunken p-0.5"
    >
      {metricNames.map((name) => (
        <ToggleGroup.Item
          key={name}
          value={name}
          className="h-6 rounded-sm px-2 text-xs font-medium text-muted hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-low pointer-coarse:h-9"
        >
          {metrics[name].label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
