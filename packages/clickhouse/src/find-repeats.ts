import type { CostRepeats, KeptFor } from '@heliograph/contracts/cost';
import { z } from 'zod';
import { askWithinLimits } from './analytics/ask-within-limits.ts';
import type { ClickHouseClient } from './client.ts';
import { type RequestsRange, scopeRequests } from './requests-scope.ts';
import { fromTimestamp } from './timestamp.ts';

const MOST_ITEMS = 10;
const count = z.coerce.number().int();
const totalsSchema = z.object({ requests: count, comparable: count, cost: z.string().nullable() });
const repeatSchema = z.object({
  request_hash: z.string(),
  times: count,
  repeated: count,
  cost: z.string(),
  saved: z.string(),
  all_repeated: count,
  all_saved: z.string(),
});
const exampleSchema = z.object({
  request_hash: z.string(),
  id: z.uuid(),
  last_at: z.string(),
  model: z.string(),
  preview: z.string(),
});

/** What stretch (UTC) a moment lies in. */
const stretchOf: Record<KeptFor, string> = {
  hour: "toStartOfHour(created_at, 'UTC')",
  day: "toStartOfDay(created_at, 'UTC')",
  week: "toStartOfWeek(created_at, 1, 'UTC')",
  month: "toStartOfMonth(created_at, 'UTC')",
};

/** Requests that a cache would have kept the answer of, or have answered: they succeeded, and were paid for. */
const PAID = "outcome = 'success' AND NOT cache_hit AND cost_total > 0";

/**
 * What identical requests cost that a cache would have answered: of those in one stretch of time all but the first. Throws
 * `too_wide` where there is too much to compare.
 */
export async function findRepeats(
  client: ClickHouseClient,
  { keptFor, signal, ...range }: RequestsRange & { keptFor: KeptFor; signal?: AbortSignal | undefined },
): Promise<CostRepeats> {
  const { where, parameters } = await scopeRequests(client, range);
  const stretch = stretchOf[keptFor];
  const comparable = `${where} AND ${PAID} AND request_hash != ''`;
  // Mostly, nearly all requests differ: to count numbers first takes a quarter of the time (10 million: 0.9 s, not 3.4 s).
  const group = `cityHash64(request_hash, ${stretch})`;
  const ask = (purpose: string, query: string, more: Record<string, unknown> = {}) =>
    askWithinLimits(client, {
      ...{ purpose, query, signal },
      parameters: { ...parameters, ...more },
      // Beyond this, groups go to the disk.
      settings: { max_bytes_before_external_group_by: '900000000' },
    });
  const [[totals], repeats] = await Promise.all([
    ask(
      'cost.repeats.all',
      `SELECT count() AS requests, countIf(request_hash != '') AS comparable, toString(sum(cost_total)) AS cost
        FROM requests WHERE ${where} AND ${PAID}`,
    ),
    ask(
      'cost.repeats',
      `SELECT request_hash, sum(n) AS times, sum(n - 1) AS repeated, toString(sum(paid)) AS cost,
          toString(sum(paid - first)) AS saved, sum(sum(n - 1)) OVER () AS all_repeated,
          toString(sum(sum(paid - first)) OVER ()) AS all_saved
        FROM (
          SELECT request_hash, count() AS n, sum(cost_total) AS paid, argMin(cost_total, created_at) AS first
          FROM requests WHERE ${comparable} AND ${group} IN (
            SELECT ${group} AS hash FROM requests WHERE ${comparable} GROUP BY hash HAVING count() > 1)
          GROUP BY request_hash, ${stretch} HAVING n > 1)
        GROUP BY request_hash ORDER BY sum(paid - first) DESC, request_hash LIMIT ${MOST_ITEMS}`,
    ),
  ]);
  const { cost, ...counts } = totalsSchema.parse(totals);
  const found = z.array(repeatSchema).parse(repeats);
  const examples =
    found.length === 0
      ? []
      : await ask(
          'cost.repeats.examples',
          `SELECT request_hash, argMax(id, created_at) AS id, max(created_at) AS last_at,
              argMax(if(model = '', request_model, model), created_at) AS model, argMax(request_preview, created_at) AS preview
            FROM requests WHERE ${where} AND ${PAID} AND request_hash IN {hashes:Array(String)} GROUP BY request_hash`,
          { hashes: found.map(({ request_hash }) => request_hash) },
        );
  const exampleOf = new Map(
    z
      .array(exampleSchema)
      .parse(examples)
      .map((example) => [example.request_hash, example]),
  );
  return {
    ...counts,
    costUsd: cost ?? '0',
    repeated: found[0]?.all_repeated ?? 0,
    savedUsd: found[0]?.all_saved ?? '0',
    items: found.flatMap(({ request_hash: hash, times, repeated, cost: costUsd, saved: savedUsd }) => {
      const example = exampleOf.get(hash);
      if (example === undefined) return [];
      const { id, last_at, model, preview } = example;
      return [
        {
          ...{ hash, times, repeated, costUsd, savedUsd, preview },
          model: model === '' ? null : model,
          lastId: id,
          lastAt: fromTimestamp(last_at),
        },
      ];
    }),
  };
}
