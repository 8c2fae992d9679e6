import { z } from 'zod';
import { type ServiceTier, serviceTierSchema } from '@heliograph/contracts/billing-facts';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import type { ClickHouseClient } from './client.ts';
import { inputTokens } from './request-columns.ts';
import { type RequestsRange, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { usageFromColumns, usageShape } from './usage-columns.ts';

const count = z.coerce.number();
const shape = usageShape(count);
const rowSchema = z.object({
  service_tier: serviceTierSchema,
  price_variant: z.string(),
  billing_region: z.string(),
  is_free: z.boolean(),
  has_price: z.boolean(),
  context: count,
  hours: count,
  on_weekdays: z.boolean(),
  requests: count,
  cost: z.string().nullable(),
  other_models: z.string().nullable(),
  ...shape,
});

/** What requests used together that have all in common on which a price may depend. */
export interface SummedUsage {
  serviceTier: ServiceTier;
  variant: string;
  region: string;
  /** The provider bills nothing for them, or was paid ahead. */
  free: boolean;
  /** Whether they have a cost. */
  priced: boolean;
  /** The greatest of `cuts.promptTokens` that their prompts reach, and of `cuts.minutes` that their time of day does. */
  promptTokens: number;
  minute: number;
  /** From Monday to Friday (UTC); true where the time of day makes no difference. */
  onWeekdays: boolean;
  requests: number;
  /** Decimal USD; of it, what was billed at prices of other models than their own. */
  costUsd: string;
  otherModelsUsd: string;
  usage: TokenUsage;
}

/** Where prices change: rising, 0 the first; minutes of the day are UTC. */
export interface UsageCuts {
  promptTokens: readonly number[];
  minutes: readonly number[];
}

/** Sums up the usage of one model's requests by what prices depend on; those that the cache answered used nothing. */
export async function sumUsage(
  client: ClickHouseClient,
  { provider, model, cuts, signal, ...range }: SumUsageQuery,
): Promise<SummedUsage[]> {
  const { where, parameters } = await scopeRequests(client, range);
  const sums = Object.keys(shape).map((column) => `sum(requests.${column}) AS ${column}`);
  const reached = (bounds: string, value: string) =>
    `arrayMax(arrayFilter(cut -> cut <= ${value}, ${bounds}))`;
  const rows = await select(client, {
    purpose: 'cost.usage',
    signal,
    query: `SELECT service_tier, price_variant, billing_region,
        toBool(free OR service_tier = 'provisioned') AS is_free, toBool(isNotNull(cost_total)) AS has_price,
        ${reached('{contexts:Array(UInt64)}', withColumnsOf('requests', inputTokens))} AS context,
        ${reached('{minutes:Array(UInt16)}', "toHour(created_at, 'UTC') * 60 + toMinute(created_at, 'UTC')")} AS hours,
        toBool(length({minutes:Array(UInt16)}) = 1 OR toDayOfWeek(created_at, 0, 'UTC') <= 5) AS on_weekdays,
        count() AS requests, toString(sum(cost_total)) AS cost, toString(sum(other_models_cost)) AS other_models,
        ${sums.join(', ')}
      FROM requests WHERE ${where} AND provider = {provider:String} AND model = {model:String} AND NOT cache_hit
      GROUP BY service_tier, price_variant, billing_region, is_free, has_price, context, hours, on_weekdays
      ORDER BY requests DESC`,
    parameters: { ...parameters, provider, model, contexts: cuts.promptTokens, minutes: cuts.minutes },
  });
  return rows.map((row) => {
    const parsed = rowSchema.parse(row);
    return {
      serviceTier: parsed.service_tier,
      variant: parsed.price_variant,
      region: parsed.billing_region,
      free: parsed.is_free,
      priced: parsed.has_price,
      promptTokens: parsed.context,
      minute: parsed.hours,
      onWeekdays: parsed.on_weekdays,
      requests: parsed.requests,
      costUsd: parsed.cost ?? '0',
      otherModelsUsd: parsed.other_models ?? '0',
      usage: usageFromColumns(parsed),
    };
  });
}

export interface SumUsageQuery extends RequestsRange {
  provider: string;
  model: string;
  cuts: UsageCuts;
  /** Ends the query, where nobody waits for it any more. */
  signal?: AbortSignal | undefined;
}

/** The sums are named like the columns they sum up, so that those have to be said in full. */
function withColumnsOf(table: string, expression: string): string {
  return expression.replace(/\b[a-z]\w+\b/g, (column) => `${table}.${column}`);
}
