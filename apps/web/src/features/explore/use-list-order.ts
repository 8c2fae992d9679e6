'use client';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';

const directions = ['desc', 'asc'] as const;

export interface ListOrder<Order extends string> {
  by: Order;
  direction: 'desc' | 'asc';
  /** Orders by something else, most of it first; by the same, the other way round. */
  sort: (by: Order) => void;
}

/** What a list is ordered by; it stands in the URL. `orders` must stay the same array. */
export function useListOrder<Order extends string>(
  orders: readonly Order[],
  fallback: Order,
): ListOrder<Order> {
  const parsers = useMemo(
    () => ({
      sort: parseAsStringLiteral(orders),
      dir: parseAsStringLiteral(directions).withDefault('desc'),
    }),
    [orders],
  );
  const [{ sort: chosen, dir: direction }, set] = useQueryStates(parsers, { history: 'replace' });
  const by = chosen ?? fallback;
  const sort = useCallback(
    (next: Order) =>
      void set({
        sort: next === fallback ? null : next,
        dir: next === by && direction === 'desc' ? 'asc' : 'desc',
      }),
    [set, by, direction, fallback],
  );
  return { by, direction, sort };
}
