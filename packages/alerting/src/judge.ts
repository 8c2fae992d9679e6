import { type AlertMetric, unitOf } from '@heliograph/contracts/alert-metrics';
import type { AlertCondition } from '@heliograph/contracts/alerts';
import type { RangeValue, Sample } from './windows.ts';

/** What an evaluation found out. */
export type Outcome =
  | {
      kind: 'value';
      value: number;
      requests: number;
      /** What it was compared with; null where there was nothing to compare with. */
      threshold: number | null;
      /** Beyond the threshold. */
      breached: boolean;
      /** Far enough back to count as over; neither of both within the band of the hysteresis. */
      recovered: boolean;
      /** Which values are worse. */
      worse: 'higher' | 'lower';
    }
  | { kind: 'no_data'; requests: number }
  /** `lasting`: it will fail again until the rule is changed. */
  | { kind: 'error'; message: string; lasting: boolean };

interface Judged {
  metric: AlertMetric;
  condition: AlertCondition;
  minimumRequests: number;
  hysteresisPercent: number;
}

/** Days that have to have a value before an anomaly can be told. */
const LEAST_DAYS = 5;
/** MAD of a normal distribution × this = its standard deviation. */
const MAD_TO_DEVIATION = 1.4826;
/** A history that hardly varies still varies by this share of its median. */
const LEAST_SPREAD = 0.05;

/** Whether what was measured is beyond what the rule allows. */
export function judge(rule: Judged, sample: Sample): Outcome {
  const { condition, hysteresisPercent } = rule;
  const { requests } = sample;
  if (condition.kind === 'no_data') {
    const breached = requests === 0;
    return {
      ...{ kind: 'value', value: requests, requests },
      threshold: 1,
      breached,
      recovered: !breached,
      worse: 'lower',
    };
  }
  const isForecast = condition.kind === 'budget' && condition.basis === 'forecast';
  const value = isForecast ? sample.forecast : sample.value;
  if (value === null) return { kind: 'no_data', requests };
  const calm = (threshold: number | null, worse: 'higher' | 'lower'): Outcome => ({
    ...{ kind: 'value', value, requests, threshold, worse },
    breached: false,
    recovered: true,
  });
  const limits = limitsOf(rule, sample);
  const low =
    limits.direction === 'below' || (limits.lower !== null && limits.upper !== null && value < limits.middle);
  const threshold = low ? limits.lower : limits.upper;
  const worse = low ? 'lower' : 'higher';
  if (threshold === null || requests < rule.minimumRequests) return calm(threshold, worse);
  // Of an anomaly: a share of its distance from the middle, as the threshold itself may be 0.
  const band = (Math.abs(threshold - limits.middle) * hysteresisPercent) / 100;
  return {
    ...{ kind: 'value', value, requests, threshold, worse },
    breached: low ? value < threshold : value > threshold,
    recovered: low ? value >= threshold + band : value <= threshold - band,
  };
}

interface Limits {
  direction: 'above' | 'below';
  lower: number | null;
  upper: number | null;
  /** From where the hysteresis is measured: 0, or an anomaly's median. */
  middle: number;
}

function limitsOf({ metric, condition }: Judged, { baseline }: Sample): Limits {
  const one = (direction: 'above' | 'below', threshold: number | null): Limits => ({
    direction,
    lower: direction === 'below' ? threshold : null,
    upper: direction === 'above' ? threshold : null,
    middle: 0,
  });
  switch (condition.kind) {
    case 'threshold':
      return one(condition.direction, condition.value);
    case 'budget':
      return one('above', (condition.usd * condition.percent) / 100);
    case 'change': {
      const base = atLeastOneEvent(metric, baseline[0]);
      const factor = 1 + (condition.direction === 'above' ? condition.percent : -condition.percent) / 100;
      return one(condition.direction, base === null ? null : base * factor);
    }
    case 'anomaly':
      return anomalyLimits(metric, condition, baseline);
    case 'no_data':
      return one('below', 1);
  }
}

/**
 * What a change is measured against. Of n requests none failed doesn't mean that none ever does: less than one event can't be
 * told from none, so counts begin at one and shares at 1/n. Null where there is nothing to compare with.
 */
function atLeastOneEvent(metric: AlertMetric, base: RangeValue | undefined): number | null {
  if (base === undefined || base.value === null || base.requests === 0) return null;
  const floor = smallest(metric, base.requests);
  return base.value === 0 && floor === 0 ? null : Math.max(base.value, floor);
}

/** One event, in the metric's unit; 0 for what isn't counted. */
function smallest(metric: AlertMetric, requests: number): number {
  const unit = unitOf(metric);
  if (unit === 'count') return 1;
  return unit === 'share' ? 1 / Math.max(1, requests) : 0;
}

function anomalyLimits(
  metric: AlertMetric,
  { direction, deviations }: Extract<AlertCondition, { kind: 'anomaly' }>,
  baseline: readonly RangeValue[],
): Limits {
  const known = baseline.flatMap(({ value }) => (value === null ? [] : [value]));
  const side = direction === 'both' ? 'above' : direction;
  // Sums and counts are 0 where there was no traffic at all: a history of nothing is none.
  const lived = baseline.filter(({ requests }) => requests > 0).length;
  if (Math.min(known.length, lived) < LEAST_DAYS)
    return { direction: side, lower: null, upper: null, middle: 0 };
  const middle = median(known);
  const deviation = median(known.map((value) => Math.abs(value - middle))) * MAD_TO_DEVIATION;
  const typical = median(baseline.map(({ requests }) => requests));
  const spread = Math.max(deviation, Math.abs(middle) * LEAST_SPREAD, smallest(metric, typical));
  return {
    direction: side,
    lower: direction === 'above' ? null : middle - deviations * spread,
    upper: direction === 'below' ? null : middle + deviations * spread,
    middle,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
