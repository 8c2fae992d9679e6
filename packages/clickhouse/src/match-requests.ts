import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { type RequestsRange, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';

export interface RequestMatch extends RequestsRange {
  /** Of those that match, chosen by a hash of their ids. */
  samplePercent: number;
  /** Only these; without them all of the range. */
  ids?: readonly string[] | undefined;
  /** The oldest so many. */
  limit: number;
}

/** The sample's finest step: a ten-thousandth of a percent. */
const STEPS_PER_PERCENT = 10_000;

const rowsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Ids of requests that match as the explorer's list has it, oldest first: the same filter in the same words of SQL. Throws
 * `invalid_request` for a filter that can't be read, and the client's error where ClickHouse is away.
 */
export async function matchRequests(
  client: ClickHouseClient,
  { samplePercent, ids, limit, ...range }: RequestMatch,
): Promise<string[]> {
  const { where, parameters } = await scopeRequests(client, range);
  const rows = await select(client, {
    purpose: 'requests.match',
    query: `SELECT id FROM requests WHERE ${where}
      ${ids === undefined ? '' : 'AND id IN {ids:Array(UUID)}'}
      ${samplePercent >= 100 ? '' : 'AND cityHash64(id) % {all:UInt32} < {sample:UInt32}'}
      ORDER BY created_at, id LIMIT {rows:UInt32}`,
    parameters: {
      ...parameters,
      ...(ids !== undefined && { ids: [...ids] }),
      ...{ all: 100 * STEPS_PER_PERCENT, sample: Math.round(samplePercent * STEPS_PER_PERCENT), rows: limit },
    },
  });
  return rowsSchema.parse(rows).map(({ id }) => id);
}
