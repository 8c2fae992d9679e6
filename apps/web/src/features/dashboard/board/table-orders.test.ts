import { expect, test } from 'vitest';
import { newTile } from '../editor/draft-tile.ts';
import { orderTile, tableOrdersParser, withOrders } from './table-orders.ts';

const users = { ...newTile('top-users'), chart: 'table' as const };
const up = { metric: 0, direction: 'asc' } as const;

test('an order that was pressed stands in the address until it is the usual one again', () => {
  const pressed = orderTile({}, users, up);
  const text = tableOrdersParser.serialize(pressed ?? {});
  expect(text).toBe('top-users.0.asc');
  expect(withOrders([users], tableOrdersParser.parse(text) ?? {})[0]?.orderBy).toEqual(up);
  expect(orderTile(pressed ?? {}, users, users.orderBy)).toBeNull();
});

test('what an address says of other tiles or metrics changes nothing', () => {
  const orders = tableOrdersParser.parse('top-users.5.asc,nobody.0.asc,<script>,top-users') ?? {};
  expect(withOrders([users], orders)).toEqual([users]);
});
