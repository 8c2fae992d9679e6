import type { CacheOccupancy, CacheReport } from '@heliograph/contracts/cache';
import type { CacheTrials } from '@heliograph/contracts/cache-trials';

const occupancy: CacheOccupancy = { entries: 1_204, bytes: 3_981_312, maxBytes: 268_435_456 };

const report: CacheReport = {
  totals: {
    hits: 812,
    coalesced: 14,
    misses: 391,
    savedUsd: '0.4182',
    unpriced: 0,
    savedMs: 648_211,
  },
  stepSeconds: 900,
  series: [
    { at: '2026-11-20T09:15:00.000Z', hits: 640, coalesced: 14, misses: 301, savedUsd: '0.3281' },
    { at: '2026-11-20T09:30:00.000Z', hits: 172, coalesced: 0, misses: 90, savedUsd: '0.0901' },
  ],
  top: [
    {
      key: '6b0e3f1d8c5a47e2b9d06f3a1c8e5d72f4b9a6c3e0d7184f5a2b9c6e3d0f7a14',
      model: 'gpt-4o-mini',
      hits: 211,
      savedUsd: '0.1066',
      savedMs: 168_800,
      lastHitAt: '2026-11-20T09:41:12.031Z',
      originalId: '019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e',
      requestPreview: 'What is the capital of France?',
    },
  ],
};

const trials: CacheTrials = {
  total: 1,
  items: [
    {
      requestId: '019a9f60-2a77-7c31-b5d0-0f4e7a6b9c12',
      at: '2026-11-20T09:41:12.031Z',
      model: 'gpt-4o-mini',
      requestPreview: 'Track order 48231',
      originalId: '019a9f60-11b2-7c0e-8f43-6a1d2b3c4d5e',
      similarity: 0.994,
      difference: 'numbers',
      answerSimilarity: 0.62,
    },
  ],
};

/** Per operation on the cache, what is answered. */
export const cacheExamples: Readonly<Record<string, unknown>> = {
  'cache.occupancy': occupancy,
  'cache.report': report,
  'cache.trials': trials,
  'cache.purge': { removed: 211 },
};
