import type { CachePoint, CacheReport } from '@heliograph/contracts/cache';
import { formatShare } from '../explore/format-share.ts';

/** One step of the chart. */
export interface ChartStep {
  /** Start, ms since the epoch. */
  at: number;
  hits: number;
  coalesced: number;
  misses: number;
  /** Share of requests that the cache answered, in percent; null where there were none. */
  hitRate: number | null;
}

type Counts = Pick<CachePoint, 'hits' | 'coalesced' | 'misses'>;

/** Share of requests that the cache answered, 0 to 1; null where there were none. */
export function hitRateOf({ hits, coalesced, misses }: Counts): number | null {
  const all = hits + coalesced + misses;
  return all === 0 ? null : (hits + coalesced) / all;
}

/** `83 %`, `8.3 %`; 0 and 100 only where it is exactly that; a dash where nothing was asked. */
export function formatHitRate(rate: number | null): string {
  return rate === null ? '—' : formatShare(rate);
}

/** The steps of a range without gaps: one in which nothing happened stands there with zeros. `until`, ms, is the last moment shown. */
export function prepareSeries(
  { series, stepSeconds }: Pick<CacheReport, 'series' | 'stepSeconds'>,
  from: number,
  until: number,
): ChartStep[] {
  const stepMs = stepSeconds * 1000;
  const known = new Map(series.map((point) => [Date.parse(point.at), point]));
  const steps: ChartStep[] = [];
  for (let at = Math.floor(from / stepMs) * stepMs; at <= until; at += stepMs) {
    const { hits, coalesced, misses } = known.get(at) ?? { hits: 0, coalesced: 0, misses: 0 };
    const rate = hitRateOf({ hits, coalesced, misses });
    steps.push({ at, hits, coalesced, misses, hitRate: rate === null ? null : rate * 100 });
  }
  return steps;
}

/** How the start of a step is written: its time of day where steps are shorter than a day, else its day. */
export function formatStep(at: number, stepSeconds: number, spanMs: number, timeZone?: string): string {
  const isDay = stepSeconds >= 86_400;
  const showsDay = isDay || spanMs > 86_400_000;
  return new Intl.DateTimeFormat('en-US', {
    ...(showsDay && { month: 'short', day: 'numeric' }),
    ...(!isDay && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    // Days are those of UTC.
    timeZone: isDay ? 'UTC' : timeZone,
  }).format(at);
}
