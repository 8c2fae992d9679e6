import type { MetricSelection } from '@heliograph/contracts/analytics';
import type { MetricName } from '@heliograph/contracts/analytics-metrics';

/** Of which metric another one is a part, and what is left of it without that. */
const partOf: Partial<Record<MetricName, { whole: MetricName; rest: string }>> = {
  cached_input_tokens: { whole: 'input_tokens', rest: 'Input tokens, not cached' },
  reasoning_tokens: { whole: 'output_tokens', rest: 'Output tokens without reasoning' },
};

/** Lines that are stacked on each other: a whole whose part stands beside it goes without it, or it would count twice. */
export function stackParts<Line extends { column: number; label: string; values: (number | null)[] }>(
  lines: readonly Line[],
  metrics: readonly MetricSelection[],
): Line[] {
  return lines.map((line) => {
    const selection = metrics[line.column];
    const part = lines.find(({ column }) => {
      const other = metrics[column];
      return (
        other !== undefined &&
        other.aggregation === selection?.aggregation &&
        partOf[other.metric]?.whole === selection.metric
      );
    });
    if (part === undefined) return line;
    const label = partOf[metrics[part.column]?.metric ?? 'requests']?.rest ?? line.label;
    const values = line.values.map((value, place) =>
      value === null ? null : Math.max(0, value - (part.values[place] ?? 0)),
    );
    return { ...line, label, values };
  });
}
