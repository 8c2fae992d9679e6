import { Counter, Histogram, type Registry } from 'prom-client';

/**
 * `same`: a question of the same meaning is kept; `different`: one is similar, but something tells them apart; `none`;
 * `refused`: the request may not be compared; `skipped`: vector or Redis were not to be had.
 */
type SemanticOutcome = 'same' | 'different' | 'none' | 'refused' | 'skipped';

export interface SemanticMetrics {
  asked(outcome: SemanticOutcome): void;
  embedded(ms: number, ok: boolean): void;
}

export function createSemanticMetrics(registry: Registry): SemanticMetrics {
  const registers = [registry];
  const outcomes = new Counter({
    name: 'heliograph_proxy_semantic_cache_requests_total',
    help: 'Requests that wanted the semantic cache and were no exact hits, by what came of it',
    labelNames: ['outcome'] as const,
    registers,
  });
  const calls = new Histogram({
    name: 'heliograph_proxy_embeddings_seconds',
    help: 'Calls to the embeddings endpoint, by whether they gave a vector',
    labelNames: ['ok'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 5],
    registers,
  });
  return {
    asked: (outcome) => outcomes.inc({ outcome }),
    embedded: (ms, ok) => calls.observe({ ok: String(ok) }, ms / 1000),
  };
}
