import type { Tile } from '@heliograph/contracts/dashboard-tile';
import { createParser } from 'nuqs';

/** How tables are ordered while they are looked at, by tile; not kept in the dashboard. */
export type TableOrders = Readonly<Record<string, Tile['orderBy']>>;

const ENTRY = /^([\w-]{1,64})\.([0-7])\.(asc|desc)$/;

/** As it stands in the address: `top-users.1.asc,top-models.0.desc`. What can't be read is left out. */
export const tableOrdersParser = createParser<TableOrders>({
  parse: (text) =>
    Object.fromEntries(
      text.split(',').flatMap((entry) => {
        const [, tile, metric, direction] = ENTRY.exec(entry) ?? [];
        if (tile === undefined) return [];
        return [[tile, { metric: Number(metric), direction: direction === 'asc' ? 'asc' : 'desc' } as const]];
      }),
    ),
  serialize: (orders) =>
    Object.entries(orders)
      .map(([tile, { metric, direction }]) => `${tile}.${metric}.${direction}`)
      .join(','),
  eq: (left, right) => JSON.stringify(left) === JSON.stringify(right),
});

/** The tiles in the order that was asked for; one that a tile can't have counts as none. */
export function withOrders(tiles: readonly Tile[], orders: TableOrders): Tile[] {
  return tiles.map((tile) => {
    const orderBy = orders[tile.id];
    return orderBy === undefined || orderBy.metric >= tile.metrics.length ? tile : { ...tile, orderBy };
  });
}

/** Another order for one tile; that which the tile has anyway needs no words. */
export function orderTile(orders: TableOrders, kept: Tile, orderBy: Tile['orderBy']): TableOrders | null {
  const { [kept.id]: _, ...others } = orders;
  const isUsual = orderBy.metric === kept.orderBy.metric && orderBy.direction === kept.orderBy.direction;
  const next = isUsual ? others : { ...others, [kept.id]: orderBy };
  return Object.keys(next).length === 0 ? null : next;
}

/** The tiles as they were moved, in the orders that are kept. */
export function withoutOrders(moved: readonly Tile[], kept: readonly Tile[]): Tile[] {
  return moved.map((tile) => ({
    ...tile,
    orderBy: kept.find(({ id }) => id === tile.id)?.orderBy ?? tile.orderBy,
  }));
}
