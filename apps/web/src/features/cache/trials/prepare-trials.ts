import type { CacheTrial } from '@heliograph/contracts/cache-trials';
import { seriesColor } from '../../../components/chart/palette.ts';

/** What a threshold would have meant for the trials. */
export interface ThresholdRow {
  threshold: number;
  /** Trials that would have been answered from the cache. */
  served: number;
  /** Those of them whose answer says much the same as the provider's, of those that can be compared. */
  alike: number;
  compared: number;
}

/** A point of the plot. */
export interface PlottedTrial {
  trial: CacheTrial;
  /** Of the questions, 0 to 1. */
  similarity: number;
  /** Of the answers, percent. */
  likeness: number;
}

/** Their shapes differ, too. */
export const trialColors = { served: seriesColor(0), stopped: 'var(--danger)' } as const;

/** From here on two answers are said to be alike: four of five words are the same. */
const ALIKE = 0.8;
const THRESHOLDS = [0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99];
/** The plot begins where trials begin, but shows no less than this. */
const WIDEST_FROM = 0.9;
const STEP = 0.05;

/** What each threshold would have served, and how many of those answers were like the provider's. */
export function thresholdRows(trials: readonly CacheTrial[]): ThresholdRow[] {
  const passing = trials.filter(({ difference }) => difference === null);
  return THRESHOLDS.map((threshold) => {
    const served = passing.filter(({ similarity }) => similarity >= threshold);
    const likeness = served.flatMap(({ answerSimilarity }) => answerSimilarity ?? []);
    return {
      threshold,
      served: served.length,
      alike: likeness.filter((value) => value >= ALIKE).length,
      compared: likeness.length,
    };
  });
}

/** Where the plot's similarities begin: a multiple of 0.05 at or below the least similar trial. */
export function plotFrom(trials: readonly CacheTrial[]): number {
  const least = Math.min(WIDEST_FROM, ...trials.map(({ similarity }) => similarity));
  return Math.max(0, Math.floor(least / STEP + 1e-9) * STEP);
}

/** Multiples of 0.05 (0.1 on a wide plot) from `from` to 1. */
export function similarityTicks(from: number): number[] {
  const step = 1 - from > 0.3 ? 2 * STEP : STEP;
  const count = Math.floor((1 - from) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => 1 - (count - index) * step);
}

/** The trials whose answers can be compared. */
export function plotTrials(trials: readonly CacheTrial[]): PlottedTrial[] {
  return trials.flatMap((trial) => {
    const { similarity, answerSimilarity } = trial;
    return answerSimilarity === null ? [] : [{ trial, similarity, likeness: answerSimilarity * 100 }];
  });
}

/** Trials to be looked at: answers that would have been served and are least like the provider's. */
export function doubtfulTrials(trials: readonly CacheTrial[], most: number): CacheTrial[] {
  return trials
    .filter(({ difference, answerSimilarity }) => difference === null && answerSimilarity !== null)
    .filter(({ answerSimilarity }) => (answerSimilarity ?? 1) < ALIKE)
    .sort((a, b) => (a.answerSimilarity ?? 0) - (b.answerSimilarity ?? 0) || b.similarity - a.similarity)
    .slice(0, most);
}
