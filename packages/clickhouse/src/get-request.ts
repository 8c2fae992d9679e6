import type { RequestDetail } from '@heliograph/contracts/request';
import { cacheFromColumns } from './cache-columns.ts';
import type { ClickHouseClient } from './client.ts';
import { costFromColumns } from './cost-columns.ts';
import { describeCost } from './describe-cost.ts';
import { findRows } from './find-request.ts';
import { withLaterFacts } from './later-facts.ts';
import {
  type BodiesRow,
  bodiesColumns,
  detailColumns,
  readBodiesRow,
  readDetailRow,
  readListedRow,
  readOtherCall,
} from './read-request.ts';
import { select } from './select.ts';
import { toTimestamp } from './timestamp.ts';
import { usageFromColumns } from './usage-columns.ts';

/** Calls with one id that are looked at: the newest, and what is told of the others. */
const MOST_CALLS = 21;

/**
 * One request with its bodies, or null where the organization has none of that id.
 * Where an id was sent more than once: the newest, with what is known of the others.
 */
export async function getRequest(
  client: ClickHouseClient,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<RequestDetail | null> {
  const [row, ...others] = await findRows(client, {
    organizationId,
    id,
    columns: detailColumns,
    limit: MOST_CALLS,
  });
  if (row === undefined) return null;
  const listed = readListedRow(row);
  const detail = readDetailRow(row);
  const [[request = listed], [bodies]] = await Promise.all([
    withLaterFacts(client, organizationId, [listed]),
    select(client, {
      purpose: 'requests.get-bodies',
      query: `SELECT ${bodiesColumns} FROM request_bodies
        WHERE organization_id = {organizationId:UUID} AND created_at = {createdAt:DateTime64(3, 'UTC')}
          AND id = {id:UUID} LIMIT 1`,
      parameters: { organizationId, id, createdAt: toTimestamp(Date.parse(listed.createdAt)) },
    }),
  ]);
  return {
    ...request,
    otherCalls: others.map(readOtherCall),
    targetOrigin: detail.target_origin,
    attempts: detail.attempts,
    warnings: detail.warnings,
    usageFlags: detail.usage_flags,
    limits: detail.rate_limits,
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
