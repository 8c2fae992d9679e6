import { Counter, Gauge, type Registry } from 'prom-client';

/** `skipped`: Redis didn't answer; `refused`: the call is none that is cached. */
type CacheOutcome = 'hit' | 'coalesced' | 'miss' | 'skipped' | 'refused';

export interface CacheMetrics {
  /** A request that wanted the cache. */
  looked(outcome: CacheOutcome): void;
  /** How many more requests, or fewer, get what another one asked for. */
  followed(by: 1 | -1): void;
}

export function createCacheMetrics(registry: Registry): CacheMetrics {
  const registers = [registry];
  const outcomes = new Counter({
    name: 'heliograph_proxy_cache_requests_total',
    help: 'Requests that wanted the cache, by what it did for them',
    labelNames: ['outcome'] as const,
    registers,
  });
  let followers = 0;
  new Gauge({
    name: 'heliograph_proxy_cache_followers',
    help: 'Requests that wait for, or are just given, the answer to an identical one',
    registers,
    collect() {
      this.set(followers);
    },
  });
  return {
    looked: (outcome) => outcomes.inc({ outcome }),
    followed(by) {
      followers += by;
    },
  };
}
