import type { RateLimitScope } from '@heliograph/contracts/rate-limits';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { SpoolStats } from '../capture/spool.ts';
import type { Clock } from '../clock.ts';
import { createUpstreamMetrics, type UpstreamMetrics } from './upstream-metrics.ts';

export interface ProxyMetrics extends UpstreamMetrics {
  registry: Registry;
  requestBegan(): void;
  /** The answer's connection is done with, whether the answer is complete or not. */
  requestLeft(): void;
  /** `provider` is '' where the request reached none. */
  requestEnded(provider: string, status: number, clock: Clock): void;
  recordsShipped(count: number): void;
  /** One of our limits refused a request. */
  requestLimited(scope: RateLimitScope): void;
  /** A request passed although its limits could not be checked. */
  limitsUnchecked(): void;
}

/** Seconds; from a cache-like answer to a long reasoning one. */
const LATENCY_BUCKETS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const OVERHEAD_BUCKETS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25];

/** The proxy's Prometheus metrics, in a registry of their own. */
export function createMetrics(
  spoolStats: () => SpoolStats,
  health: Parameters<typeof createUpstreamMetrics>[1],
): ProxyMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'heliograph_proxy_requests_total',
    help: 'Answered requests by provider and status',
    labelNames: ['provider', 'status'] as const,
    registers,
  });
  const latency = new Histogram({
    name: 'heliograph_proxy_request_duration_seconds',
    help: 'Arrival to last byte of the answer',
    labelNames: ['provider'] as const,
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const overhead = new Histogram({
    name: 'heliograph_proxy_overhead_seconds',
    help: "The proxy's own share before the provider is called",
    buckets: OVERHEAD_BUCKETS,
    registers,
  });
  let running = 0;
  new Gauge({
    name: 'heliograph_proxy_requests_in_flight',
    help: 'Requests being answered',
    registers,
    collect() {
      this.set(running);
    },
  });
  const overheadSeries = overhead.labels();
  /** prom-client sorts and joins the labels anew with every observation that brings them along. */
  const known = new Map<string, ReturnType<typeof makeSeries>>();
  const makeSeries = (provider: string) => {
    const counters = new Map<number, Counter.Internal>();
    return {
      latency: latency.labels(provider),
      counter(status: number): Counter.Internal {
        let counter = counters.get(status);
        if (counter === undefined) {
          counter = requests.labels(provider, String(status));
          counters.set(status, counter);
        }
        return counter;
      },
    };
  };
  const seriesOf = (provider: string): ReturnType<typeof makeSeries> => {
    let series = known.get(provider);
    if (series === undefined) {
      series = makeSeries(provider);
      known.set(provider, series);
    }
    return series;
  };
  const shipped = new Counter({
    name: 'heliograph_proxy_records_shipped_total',
    help: 'Log records handed to the queue',
    registers,
  });
  const limited = new Counter({
    name: 'heliograph_proxy_limited_total',
    help: 'Requests refused by a limit, by where the limit comes from',
    labelNames: ['scope'] as const,
    registers,
  });
  const unchecked = new Counter({
    name: 'heliograph_proxy_limits_unchecked_total',
    help: 'Requests whose limits could not be checked, because Redis was away',
    registers,
  });
  const fromSpool = (
    name: string,
    help: string,
    read: (stats: SpoolStats) => number,
    aggregator: 'sum' | 'max' = 'sum',
  ): void => {
    new Gauge({
      name: `heliograph_proxy_spool_${name}`,
      help,
      registers,
      aggregator,
      collect() {
        this.set(read(spoolStats()));
      },
    });
  };
  fromSpool('bytes', 'Bytes that wait in the spool', (stats) => stats.bytes);
  fromSpool('unshipped_records', 'Records that wait in the spool', (stats) => stats.records);
  fromSpool(
    'oldest_seconds',
    'Age of the oldest segment in the spool',
    ({ oldestAt }) => (oldestAt === null ? 0 : (Date.now() - oldestAt) / 1000),
    'max',
  );
  fromSpool(
    'dropped_records',
    'Records lost because nothing could hold them, since the start',
    (stats) => stats.dropped,
  );
  fromSpool(
    'shed_bodies',
    'Records whose bodies were left out for lack of space, since the start',
    (stats) => stats.shed,
  );

  return {
    ...createUpstreamMetrics(registry, health),
    registry,
    requestBegan: () => void running++,
    requestLeft: () => void running--,
    requestEnded(provider, status, clock) {
      const series = seriesOf(provider);
      series.counter(status).inc();
      series.latency.observe((clock.now() - clock.startedAt) / 1000);
      overheadSeries.observe(clock.overheadMs / 1000);
    },
    recordsShipped: (count) => shipped.inc(count),
    requestLimited: (scope) => limited.labels(scope).inc(),
    limitsUnchecked: () => unchecked.inc(),
  };
}
