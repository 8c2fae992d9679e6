import { z } from 'zod';
import type {
  Property,
  PropertyValueOrder,
  QueryPropertyValuesOutput,
} from '@heliograph/contracts/properties';
import type { ClickHouseClient } from './client.ts';
import { latencyColumns, latencyShape, readLatency } from './latency-columns.ts';
import { chooseInterval, readOverTime } from './over-time.ts';
import { propertySource, readChangedProperties } from './property-source.ts';
import { inputTokens, outputTokens } from './request-columns.ts';
import { type RequestsRange, scopeRequests } from './requests-scope.ts';
import { select } from './select.ts';
import { readTotals, totalsColumns, totalsShape } from './totals.ts';

/** Properties in the answer. */
const MOST_PROPERTIES = 500;

const propertyRowSchema = z.object({
  key: z.string(),
  name: z.string(),
  requests: z.coerce.number().int(),
  values: z.coerce.number().int(),
});

/** Pairs of key and value as they were logged, or with later changes; the latter joined by id. */
const loggedPairs = "arrayZip(CAST(mapKeys(properties), 'Array(String)'), mapValues(properties))";
const changedPairs = `arrayConcat(arrayFilter(pair -> NOT has(changed_keys, pair.1), ${loggedPairs}), changed_pairs)`;
const changesById = `(
  SELECT id AS changed_id, groupArray(toString(key)) AS changed_keys,
    groupArrayIf((toString(key), value), NOT removed) AS changed_pairs
  FROM request_property_changes FINAL WHERE organization_id = {organizationId:UUID} GROUP BY id
)`;

/** The custom properties of the requests in a range, most requests first. Throws `invalid_request` for a bad filter. */
export async function queryProperties(
  client: ClickHouseClient,
  range: RequestsRange,
): Promise<{ items: Property[]; cut: boolean }> {
  const [{ where, parameters }, changed] = await Promise.all([
    scopeRequests(client, range),
    readChangedProperties(client, range.organizationId),
  ]);
  const isChanged = changed.size > 0;
  const rows = z.array(propertyRowSchema).parse(
    await select(client, {
      purpose: 'properties.query',
      query: `SELECT pair.1 AS key, any(property_names[pair.1]) AS name, count() AS requests, uniq(pair.2) AS values
        FROM requests ${isChanged ? `ANY LEFT JOIN ${changesById} AS changes ON requests.id = changes.changed_id` : ''}
        ARRAY JOIN ${isChanged ? changedPairs : loggedPairs} AS pair
        WHERE ${where} GROUP BY key ORDER BY requests DESC, key LIMIT ${MOST_PROPERTIES + 1}`,
      parameters,
    }),
  );
  return {
    items: rows.slice(0, MOST_PROPERTIES).map(({ key, name, requests, values }) => ({
      name: name || (changed.get(key) ?? key),
      requests,
      values,
    })),
    cut: rows.length > MOST_PROPERTIES,
  };
}

const orders: Record<PropertyValueOrder, string> = {
  requests: 'count()',
  costUsd: 'sum(cost_total)',
  totalTokens: `sum(${inputTokens} + ${outputTokens})`,
  errors: "countIf(outcome = 'failed')",
  averageLatencyMs: 'avg(latency_ms)',
};

const valueRowSchema = z.object({
  value: z.string(),
  ...totalsShape,
  ...latencyShape,
});

/** Before each value that is listed: the others, which share one line, have an empty text instead. */
const LISTED = '=';

/** The values of one property (its name in any case) with their totals, and over the time range. */
export async function queryPropertyValues(
  client: ClickHouseClient,
  {
    name,
    orderBy,
    limit,
    ...range
  }: RequestsRange & { name: string; orderBy: PropertyValueOrder; limit: number },
): Promise<QueryPropertyValuesOutput> {
  const key = name.toLowerCase();
  const [{ where, parameters: values }, changed] = await Promise.all([
    scopeRequests(client, range),
    readChangedProperties(client, range.organizationId),
  ]);
  const source = propertySource(changed.has(key));
  const parameters = { ...values, key };
  const found = z.array(valueRowSchema).parse(
    await select(client, {
      purpose: 'properties.values',
      query: `SELECT ${source.value} AS value, ${totalsColumns}, ${latencyColumns}
        FROM ${source.from} WHERE ${where} AND ${source.has}
        GROUP BY value ORDER BY ${orders[orderBy]} DESC, value LIMIT {rows:UInt32}`,
      parameters: { ...parameters, rows: limit + 1 },
    }),
  );
  const rows = found.slice(0, limit);
  const [fromMs, toMs] = [range.from.getTime(), range.to.getTime() - 1];
  if (rows.length === 0)
    return { items: [], cut: false, others: [], intervalSeconds: chooseInterval(fromMs, toMs) };
  const time = await readOverTime(client, {
    purpose: 'properties.over-time',
    scope: {
      where: `${where} AND ${source.has}`,
      parameters: { ...parameters, listed: rows.map(({ value }) => value) },
    },
    from: source.from,
    series: `if(${source.value} IN {listed:Array(String)}, concat('${LISTED}', ${source.value}), '')`,
    fromMs,
    toMs,
  });
  return {
    items: rows.map((row) => ({
      value: row.value,
      ...readTotals(row),
      latency: readLatency(row),
      overTime: time.bySeries.get(LISTED + row.value) ?? time.empty,
    })),
    cut: found.length > limit,
    others: time.bySeries.get('') ?? time.empty,
    intervalSeconds: time.intervalSeconds,
  };
}
