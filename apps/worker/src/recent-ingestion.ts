import type { WorkerFacts } from '@heliograph/queue/ingestion-facts';

/** What happened in the last minute, for the dashboard. */
export interface RecentIngestion {
  /** `lagMs`: from the end of the answer to its row. */
  stored(now: number, lagMs: number): void;
  failed(now: number, reason: string): void;
  facts(now: number): WorkerFacts;
}

const WINDOW_MS = 60_000;
const SLICE_MS = 1_000;
/** Lags kept of a second; beyond it every further one replaces an earlier one. */
const MAX_LAGS = 100;

interface Slice {
  startedAt: number;
  stored: number;
  failures: number;
  lags: number[];
}

/** Counts by seconds, so that memory is bounded whatever the throughput. Times are ms since the epoch. */
export function createRecentIngestion(): RecentIngestion {
  let slices: Slice[] = [];
  let lastFailure: WorkerFacts['lastFailure'] = null;

  function sliceAt(now: number): Slice {
    const last = slices.at(-1);
    if (last !== undefined && now >= last.startedAt && now - last.startedAt < SLICE_MS) return last;
    // After a jump of the clock what lies ahead of it says nothing any more.
    slices = slices.filter(({ startedAt }) => startedAt <= now && now - startedAt < WINDOW_MS);
    const slice: Slice = { startedAt: now, stored: 0, failures: 0, lags: [] };
    slices.push(slice);
    return slice;
  }

  return {
    stored(now, lagMs) {
      const slice = sliceAt(now);
      if (slice.lags.length < MAX_LAGS) slice.lags.push(lagMs);
      else slice.lags[slice.stored % MAX_LAGS] = lagMs;
      slice.stored += 1;
    },
    failed(now, reason) {
      sliceAt(now).failures += 1;
      lastFailure = { at: now, reason };
    },
    facts(now) {
      const recent = slices.filter(({ startedAt }) => startedAt <= now && now - startedAt < WINDOW_MS);
      const lags = recent.flatMap((slice) => slice.lags).sort((a, b) => a - b);
      const sum = (of: (slice: Slice) => number) => recent.reduce((total, slice) => total + of(slice), 0);
      return {
        at: now,
        storedPerSecond: sum(({ stored }) => stored) / (WINDOW_MS / 1000),
        lagP50Ms: percentile(lags, 0.5),
        lagP95Ms: percentile(lags, 0.95),
        failures: sum(({ failures }) => failures),
        lastFailure,
      };
    },
  };
}

/** Nearest rank of sorted values; null of none. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
