import { z } from 'zod';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import type { ClickHouseClient } from './client.ts';
import { type RequestsRange, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { usageFromColumns, usageShape } from './usage-columns.ts';

const count = z.coerce.number();
const shape = usageShape(count);
const rowSchema = z.object({ requests: count, unpriced: count, cost: z.string().nullable(), ...shape });

/** What requests used together, and what they cost; decimal USD. */
export interface SummedUsage {
  requests: number;
  /** Requests without a price. */
  unpriced: number;
  costUsd: string;
  usage: TokenUsage;
}

/** Sums up the usage of one model's requests; those that the cache answered used nothing. */
export async function sumUsage(
  client: ClickHouseClient,
  { provider, model, ...range }: RequestsRange & { provider: string; model: string },
): Promise<SummedUsage> {
  const { where, parameters } = await scopeRequests(client, range);
  const sums = Object.keys(shape).map((column) => `sum(requests.${column}) AS ${column}`);
  const rows = await select(client, {
    purpose: 'cost.usage',
    query: `SELECT count() AS requests, countIf(isNull(cost_total)) AS unpriced, toString(sum(cost_total)) AS cost,
        ${sums.join(', ')}
      FROM requests WHERE ${where} AND provider = {provider:String} AND model = {model:String} AND NOT cache_hit`,
    parameters: { ...parameters, provider, model },
  });
  const { requests, unpriced, cost, ...columns } = rowSchema.parse(rows[0]);
  return { requests, unpriced, costUsd: cost ?? '0', usage: usageFromColumns(columns) };
}
