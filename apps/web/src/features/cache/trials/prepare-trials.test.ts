import type { CacheTrial } from '@heliograph/contracts/cache-trials';
import { describe, expect, it } from 'vitest';
import { doubtfulTrials, plotFrom, plotTrials, similarityTicks, thresholdRows } from './prepare-trials.ts';

const trial = (similarity: number, answerSimilarity: number | null, difference: string | null = null) =>
  ({ similarity, answerSimilarity, difference }) as CacheTrial;

describe('thresholdRows', () => {
  it('counts what would have been served, and what of it was alike', () => {
    const rows = thresholdRows([
      trial(0.99, 1),
      trial(0.95, 0.8),
      trial(0.9, 0.79),
      trial(0.9, null),
      trial(0.99, 1, 'numbers'),
      trial(0.5, 1),
    ]);
    const of = (threshold: number) => rows.find((row) => row.threshold === threshold);
    expect(of(0.99)).toEqual({ threshold: 0.99, served: 1, alike: 1, compared: 1 });
    expect(of(0.95)).toEqual({ threshold: 0.95, served: 2, alike: 2, compared: 2 });
    expect(of(0.7)).toEqual({ threshold: 0.7, served: 4, alike: 2, compared: 3 });
  });
});

describe('the plot', () => {
  it.each([
    [[], 0.9],
    [[0.99], 0.9],
    [[0.86, 0.99], 0.85],
    [[0.85], 0.85],
    [[0.6], 0.6],
    [[0.01], 0],
  ])('of %j begins at %d', (similarities, from) => {
    expect(plotFrom(similarities.map((similarity) => trial(similarity, 1)))).toBeCloseTo(from);
  });

  it.each([
    [0.85, [0.85, 0.9, 0.95, 1]],
    [0.6, [0.6, 0.7, 0.8, 0.9, 1]],
    [0.65, [0.7, 0.8, 0.9, 1]],
  ])('from %d on has ticks at %j', (from, ticks) => {
    expect(similarityTicks(from)).toEqual(ticks.map((tick) => expect.closeTo(tick) as number));
  });

  it('leaves out what cannot be compared', () => {
    const plotted = plotTrials([trial(0.6, 1), trial(0.8, 0.5, 'ids'), trial(0.9, null)]);
    expect(plotted).toMatchObject([
      { similarity: 0.6, likeness: 100 },
      { similarity: 0.8, likeness: 50 },
    ]);
  });
});

it('doubtful are those that would have been served with another answer, the least alike first', () => {
  const [a, b] = [trial(0.9, 0.3), trial(0.95, 0.1)];
  const trials = [a, trial(0.9, 0.9), trial(0.99, 0, 'numbers'), trial(0.99, null), b];
  expect(doubtfulTrials(trials, 5)).toEqual([b, a]);
  expect(doubtfulTrials(trials, 1)).toEqual([b]);
});
