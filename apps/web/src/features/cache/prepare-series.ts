import type { CachePoint, CacheReport } from '@heliograph/contracts/cache';
import type { ChartModel } from '../../components/chart/chart-model.ts';
import { formatStep } from '../../components/chart/format-step.ts';
import { restColor, seriesColor } from '../../components/chart/palette.ts';
import { formatShare } from '../explore/format-share.ts';
import { formatCount, formatShortCount } from '../requests/format/format-count.ts';

/** One step of the chart. */
interface Step {
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
): Step[] {
  const stepMs = stepSeconds * 1000;
  const known = new Map(series.map((point) => [Date.parse(point.at), point]));
  const steps: Step[] = [];
  for (let at = Math.floor(from / stepMs) * stepMs; at <= until; at += stepMs) {
    const { hits, coalesced, misses } = known.get(at) ?? { hits: 0, coalesced: 0, misses: 0 };
    const rate = hitRateOf({ hits, coalesced, misses });
    steps.push({ at, hits, coalesced, misses, hitRate: rate === null ? null : rate * 100 });
  }
  return steps;
}

/** The chart of hits and misses from `from` to `until`, ms. */
export function prepareChart(
  report: Pick<CacheReport, 'series' | 'stepSeconds'>,
  from: number,
  until: number,
): ChartModel {
  return {
    series: [
      { key: 'hits', label: 'Hits', color: seriesColor(0) },
      { key: 'coalesced', label: 'Joined in flight', color: seriesColor(2) },
      { key: 'misses', label: 'Misses', color: restColor },
    ],
    line: {
      key: 'hitRate',
      label: 'Hit rate',
      color: seriesColor(1),
      format: (percent) => formatHitRate(percent === null ? null : percent / 100),
    },
    rows: prepareSeries(report, from, until).map(({ at, ...values }) => ({ at, values })),
    whole: true,
    format: formatCount,
    formatTick: formatShortCount,
    formatAt: (at) => formatStep(at, report.stepSeconds, until - from),
  };
}
