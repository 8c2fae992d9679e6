import { type Interval, intervals } from '@heliograph/contracts/time-buckets';

const lengths: Record<Interval, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
};

/** More points than a chart has pixels for. */
const MOST_POINTS = 750;

/** The intervals in which a range (ms) makes a chart: more than one point, and not too many; the chosen one always. */
export function intervalOptions(rangeMs: number, chosen: Interval | 'auto'): Interval[] {
  return intervals.filter((interval) => {
    const points = rangeMs / lengths[interval];
    return interval === chosen || (points > 1 && points <= MOST_POINTS);
  });
}
