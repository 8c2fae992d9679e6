import { z } from 'zod';
import { type LimitedRequests, rateLimitScopeSchema } from '@heliograph/contracts/rate-limits';
import type { ClickHouseClient } from './client.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';

const count = z.coerce.number().int();
const kinds = [...rateLimitScopeSchema.options, 'provider'] as const;
const bucketSchema = z.object({
  at: count,
  kind: z.enum(kinds),
  requests: count,
});
const limitSchema = z.object({
  source: z.enum(['gateway', 'provider']),
  scope: z.union([z.literal(''), rateLimitScopeSchema]),
  policy: z.string(),
  rule: z.string(),
  limiting_provider: z.string(),
  requests: count,
  last_at: z.string(),
});

/** Limits in the answer. */
const MOST_LIMITS = 50;
/** Widths of a bucket in seconds; the first that makes at most so many is taken. */
const STEPS = [10, 60, 300, 900, 3_600, 21_600, 86_400];
const MOST_BUCKETS = 120;

/** Requests of an organization in [from, to) that were answered with 429. Throws the client's error where ClickHouse is away. */
export async function findLimitedRequests(
  client: ClickHouseClient,
  { organizationId, from, to }: { organizationId: string; from: Date; to: Date },
): Promise<LimitedRequests> {
  const seconds = (to.getTime() - from.getTime()) / 1000;
  const step = STEPS.find((width) => seconds / width <= MOST_BUCKETS) ?? Math.ceil(seconds / MOST_BUCKETS);
  const where = `organization_id = {organizationId:UUID} AND rate_limit_source != ''
    AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')}`;
  const query_params = {
    organizationId,
    step,
    from: toTimestamp(from.getTime()),
    to: toTimestamp(to.getTime()),
  };
  const ask = async (query: string): Promise<unknown> => {
    const result = await client.query({
      query,
      query_params,
      format: 'JSONEachRow',
      clickhouse_settings: {
        max_execution_time: 20,
        max_memory_usage: '2000000000',
        log_comment: 'heliograph:rate-limits.limited',
      },
    });
    return result.json();
  };
  const [overTime, byLimit] = await Promise.all([
    ask(`SELECT toUnixTimestamp(toStartOfInterval(created_at, toIntervalSecond({step:UInt32}), 'UTC')) AS at,
        if(rate_limit_source = 'provider', 'provider', rate_limit_scope) AS kind, count() AS requests
      FROM requests WHERE ${where} GROUP BY at, kind`),
    ask(`SELECT rate_limit_source AS source, rate_limit_scope AS scope, rate_limit_policy AS policy,
        rate_limit_rule_id AS rule, if(source = 'provider', provider, '') AS limiting_provider,
        count() AS requests, max(created_at) AS last_at
      FROM requests WHERE ${where}
      GROUP BY source, scope, policy, rule, limiting_provider
      ORDER BY requests DESC, policy LIMIT ${MOST_LIMITS}`),
  ]);
  const rows = z.array(bucketSchema).parse(overTime);
  const limits = z.array(limitSchema).parse(byLimit);
  return {
    total: rows.reduce((sum, { requests }) => sum + requests, 0),
    stepSeconds: step,
    buckets: toBuckets(rows, from, to, step),
    limits: limits.map(({ source, scope, policy, rule, limiting_provider, requests, last_at }) => ({
      source,
      scope: scope === '' ? null : scope,
      policy: policy === '' ? null : policy,
      ruleId: rule === '' ? null : rule,
      provider: limiting_provider === '' ? null : limiting_provider,
      requests,
      lastAt: fromTimestamp(last_at),
    })),
  };
}

function toBuckets(
  rows: readonly z.infer<typeof bucketSchema>[],
  from: Date,
  to: Date,
  step: number,
): LimitedRequests['buckets'] {
  const first = Math.floor(from.getTime() / 1000 / step) * step;
  const buckets = new Map<number, LimitedRequests['buckets'][number]>();
  for (let at = first; at * 1000 < to.getTime(); at += step) {
    const iso = new Date(at * 1000).toISOString();
    buckets.set(at, { at: iso, header: 0, rule: 0, key: 0, budget: 0, provider: 0 });
  }
  for (const { at, kind, requests } of rows) {
    const bucket = buckets.get(at);
    if (bucket !== undefined) bucket[kind] += requests;
  }
  return [...buckets.values()];
}
