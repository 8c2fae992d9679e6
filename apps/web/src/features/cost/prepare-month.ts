import type { AnalyticsResult } from '@heliograph/contracts/analytics';
import type { ChartModel } from '../../components/chart/chart-model.ts';
import { restColor, seriesColor } from '../../components/chart/palette.ts';
import { formatCost } from '../requests/format/format-cost.ts';
import { type DayCost, type Forecast, forecastMonth } from './forecast.ts';
import type { MonthDays } from './month-days.ts';

/** What this month has cost and will have, beside the last. */
export interface MonthCosts {
  forecast: Forecast;
  /** The whole last month, and it up to the same day and time of day, USD. */
  previous: number;
  previousSoFar: number;
  /** This month's days so far, today included. */
  days: readonly DayCost[];
  requests: number;
  unpriced: number;
  saved: number;
}

/** Reads the answer whose metrics are cost, requests, unpriced and saved, by day from month.lookedAtFrom on. */
export function prepareMonth({ rows }: Pick<AnalyticsResult, 'rows'>, month: MonthDays): MonthCosts {
  const days = rows.map(({ time, values }) => {
    const [usd, requests, unpriced, saved] = values.map(Number);
    return {
      at: Date.parse(time ?? ''),
      usd: usd ?? 0,
      requests: requests ?? 0,
      unpriced: unpriced ?? 0,
      saved: saved ?? 0,
    };
  });
  const today = days.find(({ at }) => at === month.todayStart) ?? { at: month.todayStart, usd: 0 };
  const own = days.filter(({ at }) => at >= month.monthStart);
  const before = days.filter(({ at }) => at >= month.previousStart && at < month.monthStart);
  const dayOfMonth = own.filter(({ at }) => at < month.todayStart).length;
  const sum = (some: readonly DayCost[]) => some.reduce((total, { usd }) => total + usd, 0);
  return {
    forecast: forecastMonth({
      past: days.filter(({ at }) => at < month.todayStart),
      today,
      elapsed: month.elapsed,
      ahead: month.ahead,
      monthStart: month.monthStart,
    }),
    previous: sum(before),
    previousSoFar: sum(before.slice(0, dayOfMonth)) + (before[dayOfMonth]?.usd ?? 0) * month.elapsed,
    days: own.map(({ at, usd }) => ({ at, usd })),
    requests: own.reduce((total, { requests }) => total + requests, 0),
    unpriced: own.reduce((total, { unpriced }) => total + unpriced, 0),
    saved: own.reduce((total, { saved }) => total + saved, 0),
  };
}

/** The month by day: what it cost, and what is expected on top. */
export function monthChart({ days, forecast }: MonthCosts): ChartModel {
  const expected = new Map(forecast.ahead.map(({ at, usd }) => [at, usd]));
  const spent = new Map(days.map(({ at, usd }) => [at, usd]));
  const all = [...new Set([...spent.keys(), ...expected.keys()])].sort((a, b) => a - b);
  const date = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric' });
  const usd = (value: number) => formatCost(String(value));
  return {
    series: [
      { key: 'cost', label: 'Cost', color: seriesColor(0) },
      ...(forecast.total === null ? [] : [{ key: 'expected', label: 'Expected', color: restColor }]),
    ],
    rows: all.map((at) => ({ at, values: { cost: spent.get(at) ?? 0, expected: expected.get(at) ?? 0 } })),
    whole: false,
    format: usd,
    formatTick: usd,
    formatAt: (at) => date.format(at),
  };
}
