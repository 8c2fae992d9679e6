import { z } from 'zod';
import type { TimePoint } from '@heliograph/contracts/totals';
import type { ClickHouseClient } from './client.ts';
import { inputTokens, outputTokens } from './request-columns.ts';
import type { RequestsScope } from './requests-scope.ts';
import { select } from './select.ts';

/** Lengths of a point's stretch of time, in seconds; all but the longest fit into the next an even number of times. */
const INTERVALS = [60, 300, 900, 3_600, 10_800, 43_200, 86_400, 604_800, 2_592_000];
/** Points that a chart has at most, as long as there is an interval that is long enough. */
const MOST_POINTS = 120;

/** The shortest interval (s) with which the time between two points in ms has no more points than a chart can show. */
export function chooseInterval(fromMs: number, toMs: number): number {
  const seconds = (toMs - fromMs) / 1000;
  return INTERVALS.find((interval) => seconds / interval < MOST_POINTS) ?? 2_592_000;
}

const rowSchema = z.object({
  series: z.string(),
  // Seconds since the epoch.
  bucket: z.coerce.number().int(),
  requests: z.coerce.number().int(),
  errors: z.coerce.number().int(),
  cost: z.string(),
  tokens: z.coerce.number().int(),
});

/**
 * Totals over time of each value of an expression (`series`, '' for one line), from the stretch of `fromMs` to that of
 * `toMs`, those without requests included. Stretches begin at whole multiples of the interval in UTC.
 */
export async function readOverTime(
  client: ClickHouseClient,
  input: {
    purpose: string;
    scope: RequestsScope;
    /** What is read instead of `requests` alone. */
    from?: string;
    series: string;
    fromMs: number;
    toMs: number;
  },
): Promise<{ intervalSeconds: number; bySeries: Map<string, TimePoint[]>; empty: TimePoint[] }> {
  const { purpose, scope, from = 'requests', series, fromMs, toMs } = input;
  const intervalSeconds = chooseInterval(fromMs, toMs);
  const rows = z.array(rowSchema).parse(
    await select(client, {
      purpose,
      query: `SELECT toString(${series}) AS series,
          intDiv(toUnixTimestamp(created_at), {interval:UInt32}) * {interval:UInt32} AS bucket,
          count() AS requests, countIf(outcome = 'failed') AS errors,
          toString(ifNull(sum(cost_total), 0)) AS cost, sum(${inputTokens} + ${outputTokens}) AS tokens
        FROM ${from} WHERE ${scope.where} GROUP BY series, bucket`,
      parameters: { ...scope.parameters, interval: intervalSeconds },
    }),
  );
  const step = intervalSeconds * 1000;
  const first = Math.floor(fromMs / step) * step;
  const starts = Array.from({ length: Math.floor((toMs - first) / step) + 1 }, (_, at) => first + at * step);
  const empty = starts.map((start) => pointAt(start));
  const bySeries = new Map<string, TimePoint[]>();
  for (const row of rows) {
    const points = bySeries.get(row.series) ?? [...empty];
    bySeries.set(row.series, points);
    const at = (row.bucket * 1000 - first) / step;
    if (at in points) points[at] = pointAt(row.bucket * 1000, row);
  }
  return { intervalSeconds, bySeries, empty };
}

function pointAt(ms: number, row?: z.infer<typeof rowSchema>): TimePoint {
  return {
    time: new Date(ms).toISOString(),
    requests: row?.requests ?? 0,
    errors: row?.errors ?? 0,
    costUsd: row?.cost ?? '0',
    totalTokens: row?.tokens ?? 0,
  };
}
