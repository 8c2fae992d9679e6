import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { RequestsScope } from './requests-scope.ts';
import { select } from './select.ts';

/** A page of groups of requests (sessions, users) in the order of something that is counted over each group. */
export interface RankedGroups {
  purpose: string;
  scope: RequestsScope;
  /** The column that the groups share; requests where it is empty belong to none. */
  key: 'session_id' | 'user_id';
  /** Name of the order, and the aggregate it goes by: a number that is exact, so that cursors are. */
  orderBy: string;
  value: string;
  direction: 'desc' | 'asc';
  limit: number;
  cursor?: string | undefined;
}

const rowSchema = z.object({ key: z.string(), value: z.number() });

/**
 * The keys of a page, in order, and the cursor behind it. Only what decides the order is read of all requests; totals of
 * the few groups on the page are for a second query, which finds them by an index. Throws `invalid_request` for a
 * cursor of another list or order.
 */
export async function rankGroups(
  client: ClickHouseClient,
  { purpose, scope, key, orderBy, value, direction, limit, cursor }: RankedGroups,
): Promise<{ keys: string[]; nextCursor: string | null }> {
  const cursorSchema = z.tuple([
    z.literal(key),
    z.literal(orderBy),
    z.literal(direction),
    z.number(),
    z.string(),
  ]);
  const sign = direction === 'desc' ? '<' : '>';
  const parameters: Record<string, unknown> = { ...scope.parameters, rows: limit + 1 };
  let having = '';
  if (cursor !== undefined) {
    const [, , , lastValue, lastKey] = decodeCursor(cursor, cursorSchema);
    having = `HAVING (value, key) ${sign} ({lastValue:Float64}, {lastKey:String})`;
    Object.assign(parameters, { lastValue, lastKey });
  }
  const rows = z.array(rowSchema).parse(
    await select(client, {
      purpose,
      query: `SELECT ${key} AS key, toFloat64(${value}) AS value FROM requests
        WHERE ${scope.where} AND ${key} != '' GROUP BY key ${having}
        ORDER BY value ${direction}, key ${direction} LIMIT {rows:UInt32}`,
      parameters,
    }),
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    keys: page.map((row) => row.key),
    nextCursor:
      rows.length > limit && last !== undefined
        ? encodeCursor([key, orderBy, direction, last.value, last.key])
        : null,
  };
}
