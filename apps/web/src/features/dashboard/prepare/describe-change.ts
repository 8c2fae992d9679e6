import type { MetricUnit } from '@heliograph/contracts/analytics-metrics';
import { formatCount, formatShortCount } from '../../requests/format/format-count.ts';

export interface Change {
  /** `+12 %`, `−0.4 pp`, `×25`, `new`, `no change`. */
  text: string;
  direction: 'up' | 'down' | 'same';
  tone: 'good' | 'bad' | 'neutral';
}

/** Beyond it nobody reads percents: the value is so many times the one before. */
const MOST_PERCENT = 1_000;

/**
 * How a value differs from that of the period before: in percent, shares in percentage points. Null where one of them is
 * missing.
 */
export function describeChange(
  value: number | null,
  before: number | null,
  unit: MetricUnit,
  good: 'up' | 'down' | null,
): Change | null {
  if (value === null || before === null) return null;
  const difference = value - before;
  if (difference === 0) return { text: 'no change', direction: 'same', tone: 'neutral' };
  const direction = difference > 0 ? 'up' : 'down';
  const tone = good === null ? 'neutral' : good === direction ? 'good' : 'bad';
  if (unit === 'share') return { text: `${signed(difference * 100)} pp`, direction, tone };
  if (before === 0) return { text: 'new', direction, tone: 'neutral' };
  if (before > 0 && value / before > MOST_PERCENT / 100)
    return { text: `×${formatShortCount(Math.round(value / before))}`, direction, tone };
  return { text: `${signed((difference / Math.abs(before)) * 100)} %`, direction, tone };
}

function signed(percent: number): string {
  const size = Math.abs(percent);
  const text =
    size < 0.1 ? '<0.1' : size < 10 ? size.toFixed(1).replace(/\.0$/, '') : formatCount(Math.round(size));
  return `${percent < 0 ? '−' : '+'}${text}`;
}
