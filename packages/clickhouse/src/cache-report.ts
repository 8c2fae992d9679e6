import type { CacheReport } from '@heliograph/contracts/cache';
import { z } from 'zod';
import type { ClickHouseClient } from './client.ts';
import { fromTimestamp, toTimestamp } from './timestamp.ts';

interface CacheReportQuery {
  organizationId: string;
  /** Inclusive. */
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** Steps of the series, in seconds; the first that gives no more than MOST_STEPS is taken. */
const STEPS = [60, 300, 900, 3_600, 6 * 3_600, 86_400, 7 * 86_400];
const MOST_STEPS = 100;
const MOST_REQUESTS = 20;

const count = z.coerce.number().int();
const countsShape = { hits: count, coalesced: count, misses: count, saved: z.string().nullable() };
const pointSchema = z.object({ at: count, unpriced: count, saved_ms: z.number(), ...countsShape });
const requestSchema = z.object({
  cache_key: z.string(),
  asked_model: z.string(),
  hits: count,
  saved: z.string().nullable(),
  saved_ms: z.number(),
  last_hit_at: z.string(),
  original_id: z.uuid().nullable(),
  preview: z.string(),
});

const WHERE = `organization_id = {organizationId:UUID}
  AND created_at >= {from:DateTime64(3, 'UTC')} AND created_at < {to:DateTime64(3, 'UTC')}`;
const SAVED_MS = 'sum(greatest(0, ifNull(cache_original_latency_ms - latency_ms, 0)))';

/** What an organization's cache did in [from, to). Throws the client's error where ClickHouse is away. */
export async function readCacheReport(
  client: ClickHouseClient,
  { organizationId, from, to }: CacheReportQuery,
): Promise<CacheReport> {
  const stepSeconds = stepOf(to.getTime() - from.getTime());
  const query_params = {
    organizationId,
    from: toTimestamp(from.getTime()),
    to: toTimestamp(to.getTime()),
    step: stepSeconds,
  };
  const select = async (purpose: string, query: string): Promise<unknown[]> => {
    const result = await client.query({
      query,
      query_params,
      format: 'JSONEachRow',
      clickhouse_settings: {
        max_execution_time: 20,
        max_memory_usage: '2000000000',
        log_comment: `heliograph:${purpose}`,
        output_format_json_quote_decimals: 1,
      },
    });
    return result.json();
  };
  const [points, requests] = await Promise.all([
    select(
      'cache.series',
      `SELECT toUnixTimestamp(toStartOfInterval(created_at, INTERVAL {step:UInt32} SECOND, 'UTC')) AS at,
        countIf(cache_status = 'hit') AS hits, countIf(cache_status = 'coalesced') AS coalesced,
        countIf(cache_status = 'miss') AS misses, sum(requests.saved) AS saved,
        countIf(cache_hit AND isNull(requests.saved)) AS unpriced, ${SAVED_MS} AS saved_ms
      FROM requests WHERE ${WHERE} AND cache_status != '' GROUP BY at ORDER BY at`,
    ),
    select(
      'cache.top',
      `SELECT cache_key, count() AS hits, sum(requests.saved) AS saved, ${SAVED_MS} AS saved_ms,
        max(created_at) AS last_hit_at, argMax(request_model, created_at) AS asked_model,
        argMax(cache_original_id, created_at) AS original_id, argMax(request_preview, created_at) AS preview
      FROM requests WHERE ${WHERE} AND cache_hit AND cache_key != ''
      GROUP BY cache_key ORDER BY hits DESC, last_hit_at DESC, cache_key LIMIT ${MOST_REQUESTS}`,
    ),
  ]);
  const series = z.array(pointSchema).parse(points);
  return {
    totals: {
      hits: sumOf(series.map(({ hits }) => hits)),
      coalesced: sumOf(series.map(({ coalesced }) => coalesced)),
      misses: sumOf(series.map(({ misses }) => misses)),
      savedUsd: sumOfDecimals(series.map(({ saved }) => saved ?? '0')),
      unpriced: sumOf(series.map(({ unpriced }) => unpriced)),
      savedMs: sumOf(series.map(({ saved_ms }) => saved_ms)),
    },
    stepSeconds,
    series: series.map(({ at, hits, coalesced, misses, saved }) => ({
      at: new Date(at * 1000).toISOString(),
      hits,
      coalesced,
      misses,
      savedUsd: saved ?? '0',
    })),
    top: z
      .array(requestSchema)
      .parse(requests)
      .map((row) => ({
        key: row.cache_key,
        model: row.asked_model === '' ? null : row.asked_model,
        hits: row.hits,
        savedUsd: row.saved ?? '0',
        savedMs: row.saved_ms,
        lastHitAt: fromTimestamp(row.last_hit_at),
        originalId: row.original_id,
        requestPreview: row.preview,
      })),
  };
}

function stepOf(rangeMs: number): number {
  const fits = STEPS.find((seconds) => rangeMs / 1000 / seconds <= MOST_STEPS);
  return fits ?? Math.ceil(rangeMs / 1000 / MOST_STEPS / 86_400) * 86_400;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** Decimals of 12 places, exactly. */
function sumOfDecimals(amounts: readonly string[]): string {
  const picos = amounts.reduce((sum, amount) => {
    const [whole = '0', fraction = ''] = amount.split('.');
    return sum + BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, '0').slice(0, 12));
  }, 0n);
  const text = picos.toString().padStart(13, '0');
  return `${text.slice(0, -12)}.${text.slice(-12)}`.replace(/\.?0+$/, '');
}
