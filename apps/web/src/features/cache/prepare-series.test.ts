import { describe, expect, it } from 'vitest';
import { formatHitRate, hitRateOf, prepareChart, prepareSeries } from './prepare-series.ts';

const noon = Date.parse('2026-11-20T12:00:00Z');
const point = (at: number, hits: number, coalesced: number, misses: number) => ({
  ...{ at: new Date(at).toISOString(), hits, coalesced, misses, savedUsd: '0' },
});

describe('prepareSeries', () => {
  it('fills the gaps, from the step in which the range begins to the one of its end', () => {
    const series = [point(noon, 3, 1, 4), point(noon + 120_000, 0, 0, 2)];
    expect(prepareSeries({ series, stepSeconds: 60 }, noon - 30_000, noon + 130_000)).toEqual([
      { at: noon - 60_000, hits: 0, coalesced: 0, misses: 0, hitRate: null },
      { at: noon, hits: 3, coalesced: 1, misses: 4, hitRate: 50 },
      { at: noon + 60_000, hits: 0, coalesced: 0, misses: 0, hitRate: null },
      { at: noon + 120_000, hits: 0, coalesced: 0, misses: 2, hitRate: 0 },
    ]);
  });
});

describe('prepareChart', () => {
  it('stacks what was answered and what was not, with the rate as a line', () => {
    const chart = prepareChart({ series: [point(noon, 3, 1, 4)], stepSeconds: 60 }, noon, noon);
    expect(chart.series.map(({ key }) => key)).toEqual(['hits', 'coalesced', 'misses']);
    expect(chart.rows).toEqual([{ at: noon, values: { hits: 3, coalesced: 1, misses: 4, hitRate: 50 } }]);
    expect(chart.line?.format(50)).toBe('50 %');
    expect(chart.line?.format(null)).toBe('—');
  });
});

describe('formatHitRate', () => {
  it.each([
    [null, '—'],
    [0, '0 %'],
    [0.00001, '0.1 %'],
    [0.0834, '8.3 %'],
    [0.834, '83 %'],
    [0.9999, '99.9 %'],
    [1, '100 %'],
  ])('%s is %s', (rate, text) => expect(formatHitRate(rate)).toBe(text));

  it('counts answers to requests in flight as hits', () => {
    expect(hitRateOf({ hits: 1, coalesced: 2, misses: 1 })).toBe(0.75);
    expect(hitRateOf({ hits: 0, coalesced: 0, misses: 0 })).toBeNull();
  });
});
