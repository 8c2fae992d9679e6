'use client';
import { type Interval, intervals } from '@heliograph/contracts/time-buckets';
import {
  parseAsBoolean,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useHydrated } from '../../components/use-hydrated.ts';
import { useRequestFilters } from '../requests/filters/use-request-filters.ts';
import { resolveTimeRange } from '../time-range/time-range.ts';
import { type TableOrders, tableOrdersParser } from './board/table-orders.ts';
import { toPageQuery } from './query/to-page-query.ts';
import type { PageQuery } from './query/tile-questions.ts';

/** Seconds between two refreshes; 0 for none. */
export const refreshIntervals = [0, 10, 60, 300] as const;

const parsers = {
  interval: parseAsStringLiteral(['auto', ...intervals]).withDefault('auto'),
  by: parseAsString,
  compare: parseAsBoolean.withDefault(true),
  every: parseAsNumberLiteral(refreshIntervals).withDefault(0),
  order: tableOrdersParser.withDefault({}),
};

/** What the page asks for: all of it stands in the address, but for the moment at which it asks. */
export function usePageQuery() {
  const filters = useRequestFilters();
  const [{ interval, by, compare, every, order }, set] = useQueryStates(parsers, { history: 'replace' });
  const isInBrowser = useHydrated();
  const [askedAt, setAskedAt] = useState(() => Date.now());
  const refresh = useCallback(() => setAskedAt(Date.now()), []);
  useEffect(() => {
    if (every === 0) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, every * 1000);
    return () => clearInterval(timer);
  }, [every, refresh]);

  const { range, filter, fault } = filters;
  const page = useMemo<PageQuery | null>(() => {
    if (!isInBrowser || fault !== null) return null;
    return toPageQuery({ ...resolveTimeRange(range, new Date(askedAt)), askedAt }, compare, {
      ...{ filter, interval, by },
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  }, [isInBrowser, fault, range, askedAt, compare, filter, interval, by]);
  return {
    filters,
    page,
    askedAt,
    refresh,
    ...{ interval, by, compare, every, order },
    setInterval: (next: Interval | 'auto') => void set({ interval: next }),
    setBy: (next: string | null) => void set({ by: next }),
    setCompare: (next: boolean) => void set({ compare: next }),
    setOrder: (next: TableOrders | null) => void set({ order: next }),
    setEvery: (next: (typeof refreshIntervals)[number]) => void set({ every: next }),
  };
}
