import { type CostColumns, costToColumns } from '@heliograph/clickhouse/cost-columns';
import type { CostedRow } from '@heliograph/clickhouse/costed-rows';
import type { PriceBook } from '@heliograph/pricing/custom-prices';
import { priceRequest } from '@heliograph/pricing/price-request';
import { standardPrices } from '@heliograph/pricing/standard-prices';

/** The cost that a row would get today; null where it has that already. */
export function repriceRow(row: CostedRow, book: PriceBook): CostColumns | null {
  const cost = costToColumns(priceRequest({ ...row, headerPrices: null }, standardPrices, book));
  const same = (Object.keys(cost) as (keyof CostColumns)[]).every(
    (column) =>
      String(cost[column]) === String(row.cost[column]) &&
      (cost[column] === null) === (row.cost[column] === null),
  );
  return same ? null : cost;
}
