import type { MetricUnit } from '@heliograph/contracts/analytics-metrics';
import { formatShare } from '../../explore/format-share.ts';
import { formatCost } from '../../requests/format/format-cost.ts';
import { formatCount, formatShortCount } from '../../requests/format/format-count.ts';
import { formatDuration } from '../../requests/format/format-duration.ts';

/** How values of a unit are written. */
export interface MetricFormat {
  /** In full: tooltips, tables. */
  full: (value: number) => string;
  /** Where space is short: axes, headlines. */
  short: (value: number) => string;
  /** Whether there are no halves of it. */
  whole: boolean;
}

const counted: MetricFormat = { full: formatCount, short: formatShortCount, whole: true };
const cost = (usd: number): string => formatCost(String(usd));
/** Axes go beyond 100 %, too. */
const share = (value: number): string =>
  value >= 0 && value <= 1 ? formatShare(value) : `${Math.round(value * 100)} %`;

const formats: Record<MetricUnit, MetricFormat> = {
  requests: counted,
  users: counted,
  sessions: counted,
  tokens: {
    full: (value) => formatCount(round(value)),
    short: (value) => formatShortCount(round(value)),
    whole: false,
  },
  usd: { full: cost, short: shortCost, whole: false },
  ms: { full: formatDuration, short: formatDuration, whole: false },
  share: { full: share, short: share, whole: false },
  per_minute: {
    full: (value) => `${formatCount(round(value))}/min`,
    short: (value) => `${formatShortCount(round(value))}/min`,
    whole: false,
  },
  tokens_per_second: {
    full: (value) => `${formatCount(round(value))} tok/s`,
    short: (value) => `${formatShortCount(round(value))} tok/s`,
    whole: false,
  },
};

export function formatOf(unit: MetricUnit): MetricFormat {
  return formats[unit];
}

/** A value that may be missing, as a table or tooltip shows it. */
export function formatValue(value: number | null, unit: MetricUnit): string {
  return value === null ? '—' : formats[unit].full(value);
}

/** `$1.2k` in place of `$1,234`; smaller amounts as anywhere. */
function shortCost(usd: number): string {
  const size = Math.abs(usd);
  return size < 9_999.5 ? cost(usd) : `${usd < 0 ? '−' : ''}$${formatShortCount(Math.round(size))}`;
}

/** Three digits that mean something, all of those before the point. */
function round(value: number): number {
  if (Math.abs(value) >= 100) return Math.round(value);
  return Number(value.toPrecision(3));
}
