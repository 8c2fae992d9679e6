import type { ClickHouseClient } from './client.ts';
import { insertSettings } from './insert-settings.ts';

/**
 * Inserts rows as one deduplicated insert: with the same token and rows a second time, nothing changes. Each row goes as
 * its values alone, in the order of `columns`: the names would be half of what is sent.
 */
export async function insertRows<Row extends object>(
  client: ClickHouseClient,
  {
    table,
    columns,
    rows,
    token,
  }: { table: string; columns: readonly (keyof Row & string)[]; rows: Row[]; token: string },
): Promise<void> {
  const [first, ...rest] = columns;
  if (first === undefined) return;
  await client.insert({
    table,
    columns: [first, ...rest],
    values: rows.map((row) => columns.map((column) => row[column])),
    format: 'JSONCompactEachRow',
    clickhouse_settings: insertSettings(token),
  });
}
