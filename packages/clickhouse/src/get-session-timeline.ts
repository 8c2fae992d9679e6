import { z } from 'zod';
import { outcomeSchema } from '@heliograph/contracts/log-record';
import type { SessionSpan, SessionTimeline } from '@heliograph/contracts/session-timeline';
import { usageSourceSchema } from '@heliograph/contracts/token-usage';
import type { ClickHouseClient } from './client.ts';
import { always } from './get-session.ts';
import { inputTokens, outputTokens } from './request-columns.ts';
import { scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { fromTimestamp } from './timestamp.ts';

const rowSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  latency_ms: z.number(),
  time_to_first_token_ms: z.number().nullable(),
  session_path: z.string(),
  name: z.string(),
  provider: z.string(),
  model: z.string(),
  status: z.number(),
  outcome: outcomeSchema,
  error_code: z.string(),
  cache_hit: z.boolean(),
  cost_total: z.string().nullable(),
  usage_source: usageSourceSchema,
  input_sum: z.coerce.number().int(),
  output_sum: z.coerce.number().int(),
});

/** When each request of a session ran, over all of time, oldest first; none where there is no such session. */
export async function getSessionTimeline(
  client: ClickHouseClient,
  { organizationId, id, limit }: { organizationId: string; id: string; limit: number },
): Promise<SessionTimeline> {
  const { where, parameters } = await scopeRequests(client, { organizationId, ...always });
  const rows = await select(client, {
    purpose: 'sessions.timeline',
    query: `SELECT id, created_at, latency_ms, time_to_first_token_ms, session_path, name, provider, model, status,
        outcome, error_code, cache_hit, cost_total, usage_source, ${inputTokens} AS input_sum, ${outputTokens} AS output_sum
      FROM requests WHERE ${where} AND session_id = {id:String}
      ORDER BY created_at, id LIMIT {rows:UInt32}`,
    parameters: { ...parameters, id, rows: limit + 1 },
  });
  return { items: rows.slice(0, limit).map(readSpan), cut: rows.length > limit };
}

function readSpan(input: unknown): SessionSpan {
  const row = rowSchema.parse(input);
  return {
    id: row.id,
    createdAt: fromTimestamp(row.created_at),
    latencyMs: row.latency_ms,
    timeToFirstTokenMs: row.time_to_first_token_ms,
    path: row.session_path || null,
    name: row.name || null,
    provider: row.provider,
    model: row.model || null,
    status: row.status,
    outcome: row.outcome,
    errorCode: row.error_code || null,
    cacheHit: row.cache_hit,
    costUsd: row.cost_total,
    usageSource: row.usage_source,
    inputTokens: row.input_sum,
    outputTokens: row.output_sum,
  };
}
