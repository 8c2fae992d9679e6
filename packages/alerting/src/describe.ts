import { type AlertMetric, metricLabel, unitOf } from '@heliograph/contracts/alert-metrics';
import type { AlertCondition, AlertRule, AlertWindow } from '@heliograph/contracts/alerts';

/** A value as people read it: `$12.40`, `4.2 %`, `1.35 s`; `–` for none. */
export function formatAlertValue(metric: AlertMetric, value: number | null): string {
  if (value === null) return '–';
  switch (unitOf(metric)) {
    case 'usd':
      return `${value < 0 ? '−' : ''}$${Math.abs(value).toLocaleString('en-US', moneyDigits(Math.abs(value)))}`;
    case 'share':
      return `${plain(value * 100)} %`;
    case 'ms':
      return Math.abs(value) >= 1_000 ? `${plain(value / 1_000)} s` : `${plain(value)} ms`;
    case 'per_minute':
      return `${plain(value)} a minute`;
    case 'tokens_per_second':
      return `${plain(value)} tokens/s`;
    case 'tokens':
      return `${plain(value)} tokens`;
    case 'count':
      return plain(value);
  }
}

function plain(value: number): string {
  return value.toLocaleString('en-US', {
    maximumSignificantDigits: Math.abs(value) >= 1_000 ? 12 : 4,
    maximumFractionDigits: 2,
    roundingPriority: 'lessPrecision',
  });
}

/** Cents, or as many digits as it takes to see something of less. */
function moneyDigits(value: number): Intl.NumberFormatOptions {
  return value === 0 || value >= 0.01
    ? { minimumFractionDigits: 2, maximumFractionDigits: 2 }
    : { maximumSignificantDigits: 2 };
}

const MINUTES = [
  [1_440, 'day'],
  [60, 'hour'],
  [1, 'minute'],
] as const;

/** `15 minutes`, `1 hour`, `30 days`. */
export function durationText(minutes: number): string {
  const [size, unit] = MINUTES.find(([length]) => minutes >= length && minutes % length === 0) ?? [
    1,
    'minute',
  ];
  const count = minutes / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `last 15 minutes`, `today`, `this month`. */
export function windowText(window: AlertWindow): string {
  if (window.kind !== 'rolling') return window.kind === 'today' ? 'today' : 'this month';
  return `last ${durationText(window.minutes)}`.replace(/^last 1 /, 'last ');
}

/** `is above $10.00`, `rose by more than 100 % over the period before`. */
export function conditionText(metric: AlertMetric, condition: AlertCondition): string {
  switch (condition.kind) {
    case 'threshold':
      return `is ${condition.direction} ${formatAlertValue(metric, condition.value)}`;
    case 'change': {
      const against =
        condition.against === 'previous_period' ? 'the period before' : 'the same time last week';
      return `${condition.direction === 'above' ? 'rose' : 'fell'} by more than ${plain(condition.percent)} % against ${against}`;
    }
    case 'anomaly': {
      const side = { above: 'unusually high', below: 'unusually low', both: 'unusual' }[condition.direction];
      return `is ${side} for this time of day (${plain(condition.deviations)} deviations)`;
    }
    case 'budget': {
      const share = condition.percent === 100 ? '' : `${plain(condition.percent)} % of `;
      const budget = `${share}$${condition.usd.toLocaleString('en-US', moneyDigits(condition.usd))}`;
      return condition.basis === 'spent' ? `has used ${budget}` : `will exceed ${budget} at this pace`;
    }
    case 'no_data':
      return 'got no requests';
  }
}

/** A rule in one line: `P95 latency is above 2 s (last 15 minutes)`. */
export function describeRule({
  metric,
  condition,
  window,
}: Pick<AlertRule, 'metric' | 'condition' | 'window'>): string {
  if (condition.kind === 'no_data') return `No requests in the ${windowText(window)}`;
  const text = conditionText(metric, condition);
  const label =
    condition.kind === 'budget'
      ? condition.basis === 'spent'
        ? 'The month'
        : 'The month’s cost'
      : metricLabel(metric);
  return condition.kind === 'budget' ? `${label} ${text}` : `${label} ${text} (${windowText(window)})`;
}
