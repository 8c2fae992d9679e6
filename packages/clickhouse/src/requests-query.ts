import type { Filter } from '@heliograph/contracts/filter';
import type { Request, RequestDetail } from '@heliograph/contracts/request';
import { cacheFromColumns } from './cache-columns.ts';
import type { ClickHouseClient } from './client.ts';
import { filterToSql } from './filter-to-sql.ts';
import {
  type BodiesRow,
  bodiesColumns,
  detailColumns,
  listedColumns,
  readBodiesRow,
  otherCallColumns,
  readDetailRow,
  readListedRow,
  readOtherCall,
} from './read-request.ts';
import { decodeCursor, encodeCursor } from './request-cursor.ts';
import { costFromColumns } from './cost-columns.ts';
import { describeCost } from './describe-cost.ts';
import { toTimestamp } from './timestamp.ts';
import { usageFromColumns } from './usage-columns.ts';

/** No query of a page may take longer (s) or hold more memory (bytes) than this. */
const limits = { max_execution_time: 20, max_memory_usage: '2000000000' };

/** Runs a query of ours on the rows; `purpose` stands in ClickHouse's query log. */
async function select(
  client: ClickHouseClient,
  purpose: string,
  query: string,
  parameters: Record<string, unknown>,
): Promise<unknown[]> {
  const result = await client.query({
    query,
    query_params: parameters,
    format: 'JSONEachRow',
    clickhouse_settings: {
      ...limits,
      log_comment: `heliograph:${purpose}`,
      output_format_json_quote_64bit_integers: 1,
      // With all their digits.
      output_format_json_quote_decimals: 1,
    },
  });
  return result.json();
}

export interface RequestsQuery {
  organizationId: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
  filter?: Filter | undefined;
  /** Rows on a page. */
  limit: number;
  /** nextCursor of the page before. */
  cursor?: string | undefined;
}

/**
 * One page of an organization's requests, newest first; rows that arrive meanwhile don't shift the next page.
 * Throws `invalid_request` for a cursor or filter that can't be read, and the client's error where ClickHouse is away.
 */
export async function queryRequests(
  client: ClickHouseClient,
  { organizationId, from, to, filter, limit, cursor }: RequestsQuery,
): Promise<{ items: Request[]; nextCursor: string | null }> {
  const where = [
    'organization_id = {organizationId:UUID}',
    "created_at >= {from:DateTime64(3, 'UTC')}",
    "created_at < {to:DateTime64(3, 'UTC')}",
  ];
  const parameters: Record<string, unknown> = {
    organizationId,
    from: toTimestamp(from.getTime()),
    to: toTimestamp(to.getTime()),
    rows: limit + 1,
  };
  if (cursor !== undefined) {
    const last = decodeCursor(cursor);
    where.push("(created_at, id) < ({lastAt:DateTime64(3, 'UTC')}, {lastId:UUID})");
    Object.assign(parameters, { lastAt: toTimestamp(last.createdAt), lastId: last.id });
  }
  if (filter !== undefined) {
    const { sql, parameters: values } = filterToSql(filter);
    where.push(sql);
    Object.assign(parameters, values);
  }
  const rows = await select(
    client,
    'requests.query',
    `SELECT ${listedColumns} FROM requests WHERE ${where.join(' AND ')}
     ORDER BY created_at DESC, id DESC LIMIT {rows:UInt32}`,
    parameters,
  );
  const items = rows.slice(0, limit).map(readListedRow);
  const last = items.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined
      ? encodeCursor({ createdAt: Date.parse(last.createdAt), id: last.id })
      : null;
  return { items, nextCursor };
}

/**
 * One request with its bodies, or null where the organization has none of that id.
 * Where an id was sent more than once: the newest, with what is known of the others.
 */
export async function getRequest(
  client: ClickHouseClient,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<RequestDetail | null> {
  const [row] = await select(
    client,
    'requests.get',
    `SELECT ${detailColumns} FROM requests WHERE organization_id = {organizationId:UUID} AND id = {id:UUID}
     ORDER BY created_at DESC LIMIT 1`,
    { organizationId, id },
  );
  if (row === undefined) return null;
  const request = readListedRow(row);
  const detail = readDetailRow(row);
  const [[bodies], otherCalls] = await Promise.all([
    select(
      client,
      'requests.get-bodies',
      `SELECT ${bodiesColumns} FROM request_bodies
       WHERE organization_id = {organizationId:UUID} AND created_at = {createdAt:DateTime64(3, 'UTC')} AND id = {id:UUID}
       LIMIT 1`,
      { organizationId, id, createdAt: toTimestamp(Date.parse(request.createdAt)) },
    ),
    select(
      client,
      'requests.get-other-calls',
      `SELECT ${otherCallColumns} FROM requests WHERE organization_id = {organizationId:UUID} AND id = {id:UUID}
       ORDER BY created_at DESC LIMIT 20 OFFSET 1`,
      { organizationId, id },
    ),
  ]);
  return {
    ...request,
    otherCalls: otherCalls.map(readOtherCall),
    targetOrigin: detail.target_origin,
    attempts: detail.attempts,
    warnings: detail.warnings,
    usageFlags: detail.usage_flags,
    serviceTier: detail.service_tier,
    cache: cacheFromColumns(detail),
    cost: describeCost(costFromColumns(detail), usageFromColumns(detail), detail),
    ...shownBodies(bodies === undefined ? null : readBodiesRow(bodies), detail),
  };
}

/** The bodies of a row; where they are not (or no longer) kept, what is known without them. */
function shownBodies(
  row: BodiesRow | null,
  { request_bytes, response_bytes }: { request_bytes: number; response_bytes: number },
): Pick<RequestDetail, 'request' | 'response'> {
  return {
    request: {
      bytes: request_bytes,
      contentType: row?.request_content_type || null,
      text: row?.request_body ?? null,
      truncated: row?.request_truncated ?? false,
      omitted: row?.request_omitted ?? false,
      headers: row?.request_headers ?? {},
    },
    response: {
      bytes: response_bytes,
      contentType: row?.response_content_type || null,
      text: row?.response_body ?? null,
      truncated: row?.response_truncated ?? false,
      omitted: row?.response_omitted ?? false,
      headers: row?.response_headers ?? {},
      message: row?.response_message ? JSON.parse(row.response_message) : null,
    },
  };
}
