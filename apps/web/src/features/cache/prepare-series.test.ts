import { describe, expect, it } from 'vitest';
import { formatHitRate, formatStep, hitRateOf, prepareSeries } from './prepare-series.ts';

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

describe('formatStep', () => {
  it.each([
    [60, 3_600_000, '12:00'],
    [900, 86_400_000, '12:00'],
    [3_600, 7 * 86_400_000, 'Nov 20, 12:00'],
    [86_400, 30 * 86_400_000, 'Nov 20'],
  ])('of %i s in a range of %i ms', (seconds, span, text) =>
    expect(formatStep(noon, seconds, span, 'UTC')).toBe(text),
  );
});
