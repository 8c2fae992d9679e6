import { z } from 'zod';
import {
  type BillingFacts,
  otherModelUsageSchema,
  serviceTierSchema,
} from '@heliograph/contracts/billing-facts';
import { type TokenUsage, type UsageSource, usageSourceSchema } from '@heliograph/contracts/token-usage';
import type { ClickHouseClient } from './client.ts';
import { type CostColumns, costShape } from './cost-columns.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';
import { usageFromColumns, usageShape } from './usage-columns.ts';

/** What of a request decides its cost, and the cost that it has. */
export interface CostedRow {
  /** As ClickHouse writes it, so that it can be compared there. */
  createdAt: string;
  id: string;
  at: number;
  provider: string;
  model: string | null;
  requestModel: string | null;
  usage: TokenUsage;
  usageSource: UsageSource;
  billing: BillingFacts;
  cacheHit: boolean;
  cost: CostColumns;
}

/** Which requests: of an organization, in [from, to), of one provider and one model or of any. */
export interface CostedRange {
  organizationId: string;
  from: Date;
  to: Date;
  provider: string | null;
  /** Of the answer or of the request; with * at its end, every name that begins so. */
  model: string | null;
}

const count = z.coerce.number().int();
const rowSchema = z.object({
  created_at: z.string(),
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  request_model: z.string(),
  ...usageShape(count),
  usage_source: usageSourceSchema,
  free: z.boolean(),
  service_tier: serviceTierSchema,
  price_variant: z.string(),
  billing_region: z.string(),
  reported_cost: z.string().nullable(),
  other_model_usage: z
    .string()
    .transform((text) => (text === '' ? [] : z.array(otherModelUsageSchema).parse(JSON.parse(text)))),
  cache_hit: z.boolean(),
  ...costShape(z.string().nullable()),
});
const columns = Object.keys(rowSchema.shape).join(', ');

const settings = {
  max_execution_time: 60,
  max_memory_usage: '2000000000',
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  log_comment: 'heliograph:repricing',
} as const;

/** How many requests a range has. Those priced by their own headers are not among them: their cost stays. */
export async function countCostedRows(client: ClickHouseClient, range: CostedRange): Promise<number> {
  const { where, parameters } = conditions(range);
  const result = await client.query({
    query: `SELECT count() AS n FROM requests WHERE ${where}`,
    query_params: parameters,
    format: 'JSONEachRow',
    clickhouse_settings: settings,
  });
  const [row] = z.array(z.object({ n: count })).parse(await result.json());
  return row?.n ?? 0;
}

/** The next rows of a range in the order of time, behind the one given. */
export async function readCostedRows(
  client: ClickHouseClient,
  range: CostedRange,
  { after, limit }: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<CostedRow[]> {
  const { where, parameters } = conditions(range);
  const behind =
    after === null ? '' : "AND (created_at, id) > ({afterAt:DateTime64(3, 'UTC')}, {afterId:UUID})";
  const result = await client.query({
    query: `SELECT ${columns} FROM requests WHERE ${where} ${behind} ORDER BY created_at, id LIMIT {rows:UInt32}`,
    query_params: {
      ...parameters,
      rows: limit,
      ...(after !== null && { afterAt: after.createdAt, afterId: after.id }),
    },
    format: 'JSONEachRow',
    clickhouse_settings: settings,
  });
  return (await result.json()).map((row) => toCostedRow(rowSchema.parse(row)));
}

function toCostedRow(row: z.output<typeof rowSchema>): CostedRow {
  return {
    createdAt: row.created_at,
    id: row.id,
    at: Date.parse(fromTimestamp(row.created_at)),
    provider: row.provider,
    model: row.model === '' ? null : row.model,
    requestModel: row.request_model === '' ? null : row.request_model,
    usage: usageFromColumns(row),
    usageSource: row.usage_source,
    billing: {
      free: row.free,
      serviceTier: row.service_tier,
      variant: row.price_variant,
      region: row.billing_region,
      reportedCostUsd: row.reported_cost,
      otherModels: row.other_model_usage,
    },
    cacheHit: row.cache_hit,
    cost: row,
  };
}

/** The WHERE of a range with its bound values. */
function conditions({ organizationId, from, to, provider, model }: CostedRange) {
  const where = [
    'organization_id = {organizationId:UUID}',
    "created_at >= {from:DateTime64(3, 'UTC')}",
    "created_at < {to:DateTime64(3, 'UTC')}",
    // One price sent along and the other unknown: then there is no cost, but what was sent counts all the same.
    "NOT startsWith(price_row, 'header ')",
  ];
  if (provider !== null) where.push('provider = {provider:String}');
  if (model !== null)
    where.push(
      model.endsWith('*')
        ? '(startsWith(lower(model), {model:String}) OR startsWith(lower(request_model), {model:String}))'
        : '(lower(model) = {model:String} OR lower(request_model) = {model:String})',
    );
  return {
    where: where.join(' AND '),
    parameters: {
      organizationId,
      from: toTimestamp(from.getTime()),
      to: toTimestamp(to.getTime()),
      ...(provider !== null && { provider }),
      ...(model !== null && { model: model.toLowerCase().replace(/\*$/, '') }),
    },
  };
}
