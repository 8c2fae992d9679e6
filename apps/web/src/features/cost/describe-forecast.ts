import type { Forecast } from './forecast.ts';

/** How the forecast came about, for people. */
export function describeForecast({ method }: Forecast): string {
  switch (method) {
    case 'weekday':
      return 'The forecast adds to what was spent, for each day to come, the mean of the same weekday over the last four weeks, and for today what is left of it. Days are those of your time zone.';
    case 'mean':
      return 'The forecast adds to what was spent, for each day to come, the mean of the whole days since the first cost; weekdays are told apart after two weeks. Days are those of your time zone.';
    case 'none':
      return 'There is no forecast before a whole day with a cost. Days are those of your time zone.';
  }
}

/** How much more or less than before, such as `+12 % on last month`. */
export function formatChange(now: number, before: number, beside: string): string {
  if (before === 0) return 'nothing to compare with';
  const percent = Math.round((now / before - 1) * 100);
  const sign = percent > 0 ? '+' : percent < 0 ? '−' : '±';
  return `${sign}${Math.abs(percent)} % on ${beside}`;
}
