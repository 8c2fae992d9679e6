import { z } from 'zod';

/** How long a group of requests took, as columns over `requests`. */
export const latencyColumns =
  'avg(latency_ms) AS latency_average, quantilesTDigest(0.5, 0.95)(latency_ms) AS latency_quantiles';

export const latencyShape = {
  latency_average: z.number(),
  latency_quantiles: z.tuple([z.number(), z.number()]),
};

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;

/** As the API shows it, milliseconds to the microsecond. */
export function readLatency({
  latency_average,
  latency_quantiles: [p50, p95],
}: z.infer<z.ZodObject<typeof latencyShape>>) {
  return { averageMs: rounded(latency_average), p50Ms: rounded(p50), p95Ms: rounded(p95) };
}
