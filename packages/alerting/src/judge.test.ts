import { describe, expect, it } from 'vitest';
import type { AlertMetric } from '@heliograph/contracts/alert-metrics';
import type { AlertCondition } from '@heliograph/contracts/alerts';
import { judge } from './judge.ts';
import type { RangeValue, Sample } from './windows.ts';

const cost: AlertMetric = { metric: 'cost', aggregation: 'sum' };
const errorRate: AlertMetric = { metric: 'errors', aggregation: 'rate' };
const p95: AlertMetric = { metric: 'latency', aggregation: 'p95' };

function judged(
  condition: AlertCondition,
  sample: Partial<Sample>,
  rule: { metric?: AlertMetric; minimumRequests?: number; hysteresisPercent?: number } = {},
) {
  const outcome = judge(
    { metric: cost, minimumRequests: 0, hysteresisPercent: 0, condition, ...rule },
    { value: null, requests: 100, baseline: [], forecast: null, ...sample },
  );
  if (outcome.kind !== 'value') return outcome.kind;
  const { breached, recovered, threshold } = outcome;
  return [breached ? 'breached' : recovered ? 'fine' : 'band', threshold];
}
const above: AlertCondition = { kind: 'threshold', direction: 'above', value: 10 };
const below: AlertCondition = { kind: 'threshold', direction: 'below', value: 10 };
const doubled: AlertCondition = {
  kind: 'change',
  direction: 'above',
  percent: 100,
  against: 'previous_period',
};
const anomaly = (direction: 'above' | 'below' | 'both'): AlertCondition => ({
  ...{ kind: 'anomaly', deviations: 4, direction },
});
const was = (value: number | null, requests = 100): RangeValue => ({ value, requests });
const days = (...values: number[]) => values.map((value) => was(value));

describe('a threshold', () => {
  it.each([
    [above, 10, ['fine', 10]],
    [above, 10.01, ['breached', 10]],
    [below, 10, ['fine', 10]],
    [below, 9.99, ['breached', 10]],
  ])('%j of %d', (condition, value, expected) => {
    expect(judged(condition, { value })).toEqual(expected);
  });

  it('has a band in which nothing changes', () => {
    const band = { hysteresisPercent: 20 };
    expect(judged(above, { value: 8.1 }, band)).toEqual(['band', 10]);
    expect(judged(above, { value: 8 }, band)).toEqual(['fine', 10]);
    expect(judged(below, { value: 11.9 }, band)).toEqual(['band', 10]);
    expect(judged(below, { value: 12 }, band)).toEqual(['fine', 10]);
  });

  it('says nothing of too few requests, and that there is no value', () => {
    expect(judged(above, { value: 50, requests: 9 }, { minimumRequests: 10 })).toEqual(['fine', 10]);
    expect(judged(above, { value: null, requests: 0 }, { metric: p95 })).toBe('no_data');
  });
});

describe('a change', () => {
  it('is measured against the window before', () => {
    expect(judged(doubled, { value: 21, baseline: [was(10)] })).toEqual(['breached', 20]);
    expect(judged(doubled, { value: 20, baseline: [was(10)] })).toEqual(['fine', 20]);
    const halved: AlertCondition = { ...doubled, direction: 'below', percent: 50 };
    expect(judged(halved, { value: 4, baseline: [was(10)] })).toEqual(['breached', 5]);
  });

  it('from nothing is a change only of what can be counted', () => {
    expect(judged(doubled, { value: 3, baseline: [was(0)] })).toEqual(['fine', null]);
    expect(judged(doubled, { value: 3, baseline: [was(0, 0)] })).toEqual(['fine', null]);
    // One of a hundred might have failed: more than two of a hundred is more than double.
    const rate = { metric: errorRate };
    expect(judged(doubled, { value: 0.02, baseline: [was(0)] }, rate)).toEqual(['fine', 0.02]);
    expect(judged(doubled, { value: 0.03, baseline: [was(0)] }, rate)).toEqual(['breached', 0.02]);
  });
});

describe('an anomaly', () => {
  const usual = days(100, 104, 96, 102, 98, 101, 99, 500);
  it('is what lies far from the median, one wild day notwithstanding', () => {
    expect(judged(anomaly('above'), { value: 140, baseline: usual })).toMatchObject([
      'breached',
      expect.any(Number),
    ]);
    expect(judged(anomaly('above'), { value: 115, baseline: usual })).toMatchObject([
      'fine',
      expect.any(Number),
    ]);
    expect(judged(anomaly('below'), { value: 60, baseline: usual })).toMatchObject([
      'breached',
      expect.any(Number),
    ]);
    expect(judged(anomaly('both'), { value: 60, baseline: usual })).toMatchObject([
      'breached',
      expect.any(Number),
    ]);
    expect(judged(anomaly('both'), { value: 140, baseline: usual })).toMatchObject([
      'breached',
      expect.any(Number),
    ]);
    expect(judged(anomaly('both'), { value: 101, baseline: usual })).toMatchObject([
      'fine',
      expect.any(Number),
    ]);
  });

  it('needs five days with traffic', () => {
    expect(judged(anomaly('above'), { value: 900, baseline: days(1, 1, 1, 1) })).toEqual(['fine', null]);
    const quiet = [...days(1, 1, 1), was(0, 0), was(0, 0), was(0, 0)];
    expect(judged(anomaly('above'), { value: 900, baseline: quiet })).toEqual(['fine', null]);
  });

  it('leaves a history that never varies some room', () => {
    const flat = days(100, 100, 100, 100, 100, 100);
    expect(judged(anomaly('above'), { value: 119, baseline: flat })).toEqual(['fine', 120]);
    expect(judged(anomaly('above'), { value: 121, baseline: flat })).toEqual(['breached', 120]);
  });
});

describe('a budget and no data', () => {
  it('is judged by what was spent, or will be', () => {
    const spent: AlertCondition = { kind: 'budget', basis: 'spent', usd: 50, percent: 80 };
    expect(judged(spent, { value: 41, forecast: null })).toEqual(['breached', 40]);
    expect(judged({ ...spent, basis: 'forecast', percent: 100 }, { value: 41, forecast: 49 })).toEqual([
      'fine',
      50,
    ]);
    expect(judged({ ...spent, basis: 'forecast', percent: 100 }, { value: 41, forecast: 51 })).toEqual([
      'breached',
      50,
    ]);
  });

  it('fires where nothing came, whatever is measured', () => {
    expect(judged({ kind: 'no_data' }, { value: null, requests: 0 })).toEqual(['breached', 1]);
    expect(judged({ kind: 'no_data' }, { value: null, requests: 1 })).toEqual(['fine', 1]);
  });
});
