import { z } from 'zod';
import type { RequestDetail } from '@heliograph/contracts/request';
import { cacheFromColumns } from './cache-columns.ts';
import type { ClickHouseClient } from './client.ts';
import { costFromColumns } from './cost-columns.ts';
import { describeCost } from './describe-cost.ts';
import { findRows, timesAround } from './find-request.ts';
import { readLaterFacts } from './later-facts.ts';
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
import { fromTimestamp, toTimestamp } from './timestamp.ts';
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
  // All at once, though the bodies and what came later are only of use where there is a row: it mostly is there.
  const [[row, ...others], withFacts, near] = await Promise.all([
    findRows(client, { organizationId, id, columns: detailColumns, limit: MOST_CALLS }),
    readLaterFacts(client, organizationId, [id]),
    findBodies(client, { organizationId, id }, timesAround(id)),
  ]);
  if (row === undefined) return null;
  const listed = readListedRow(row);
  const detail = readDetailRow(row);
  const request = withFacts(listed);
  const at = toTimestamp(Date.parse(listed.createdAt));
  const bodies =
    near?.createdAt === listed.createdAt
      ? near
      : await findBodies(client, { organizationId, id }, { from: at, to: at });
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
    ...shownBodies(bodies?.row ?? null, detail),
  };
}

/** The newest bodies of an id between two times, and when their request began; null where there are none. */
async function findBodies(
  client: ClickHouseClient,
  { organizationId, id }: { organizationId: string; id: string },
  times: { from: string; to: string } | null,
): Promise<{ createdAt: string; row: BodiesRow } | null> {
  if (times === null) return null;
  const [found] = await select(client, {
    purpose: 'requests.get-bodies',
    query: `SELECT ${bodiesColumns}, created_at AS at FROM request_bodies
      WHERE organization_id = {organizationId:UUID} AND id = {id:UUID}
        AND created_at BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}
      ORDER BY created_at DESC LIMIT 1`,
    parameters: { organizationId, id, ...times },
  });
  if (found === undefined) return null;
  return { createdAt: fromTimestamp(atSchema.parse(found).at), row: readBodiesRow(found) };
}

const atSchema = z.object({ at: z.string() });

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
