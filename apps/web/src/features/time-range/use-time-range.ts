'use client';
import type { ChosenRange } from '@heliograph/contracts/chosen-range';
import { useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { useNow } from '../../components/use-now.ts';
import { rangeFromQuery, rangeParsers, rangeToQuery } from './range-query.ts';
import { defaultTimeRange, resolveTimeRange } from './time-range.ts';

/** The time range of a page, which lives in its URL. */
export function useTimeRange(fallback: ChosenRange = defaultTimeRange): {
  range: ChosenRange;
  setRange: (range: ChosenRange) => void;
} {
  const [query, set] = useQueryStates(rangeParsers, { history: 'push' });
  const setRange = useCallback(
    (next: ChosenRange) => void set(rangeToQuery(next, fallback)),
    [set, fallback],
  );
  return { range: rangeFromQuery(query, fallback), setRange };
}

/** The ends of the range, which move on with the time every so many ms; null on the server and while hydrating. */
export function useMovingRange(range: ChosenRange, everyMs: number): { from: string; to: string } | null {
  const now = useNow();
  const step = now === null ? null : Math.ceil(now / everyMs) * everyMs;
  return useMemo(() => (step === null ? null : resolveTimeRange(range, new Date(step))), [range, step]);
}
