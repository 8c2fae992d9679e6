import { z } from 'zod';
import type { RequestOrder } from '@heliograph/contracts/api-schemas';
import type { Request } from '@heliograph/contracts/request';
import type { ClickHouseClient } from './client.ts';
import { withLaterFacts } from './later-facts.ts';
import { listedColumns, readListedRow } from './read-request.ts';
import { RequestsOrder } from './request-order.ts';
import { type RequestsRange, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';

export interface RequestsQuery extends RequestsRange {
  /** Rows on a page. */
  limit: number;
  orderBy?: RequestOrder | undefined;
  direction?: 'desc' | 'asc' | undefined;
  /** nextCursor of the page before. */
  cursor?: string | undefined;
  /** Rows to leave out, for callers that page by number. */
  offset?: number | undefined;
}

/** What a row is ordered by; no number where it has none (the infinities that stand for it come as null). */
const orderedRowSchema = z.object({ order_value: z.number().nullable().optional() });

/**
 * One page of an organization's requests, newest first where no order is given; rows that arrive meanwhile don't shift
 * the next page. Throws `invalid_request` for a cursor or filter that can't be read, and the client's error where
 * ClickHouse is away.
 */
export async function queryRequests(
  client: ClickHouseClient,
  { limit, orderBy = 'createdAt', direction = 'desc', cursor, offset = 0, ...range }: RequestsQuery,
): Promise<{ items: Request[]; nextCursor: string | null }> {
  const order = new RequestsOrder(orderBy, direction);
  const behind = cursor === undefined ? { sql: 'true', parameters: {} } : order.behind(cursor);
  const { where, parameters } = await scopeRequests(client, range);
  const rows = await select(client, {
    purpose: 'requests.query',
    query: `SELECT ${listedColumns}${order.value === null ? '' : `, ${order.value} AS order_value`} FROM requests
      WHERE ${where} AND ${behind.sql} ORDER BY ${order.sql} LIMIT {rows:UInt32} OFFSET {offset:UInt32}`,
    parameters: { ...parameters, ...behind.parameters, rows: limit + 1, offset },
  });
  const page = rows.slice(0, limit);
  const items = page.map(readListedRow);
  const last = items.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined
      ? order.cursor({
          value: orderedRowSchema.parse(page.at(-1)).order_value ?? null,
          createdAt: Date.parse(last.createdAt),
          id: last.id,
        })
      : null;
  return { items: await withLaterFacts(client, range.organizationId, items), nextCursor };
}
