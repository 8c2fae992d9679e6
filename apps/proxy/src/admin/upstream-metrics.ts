import type { Route } from '@heliograph/providers/match-route';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { CircuitState, HealthFacts } from '../dispatch/health/upstream-health.ts';

export interface UpstreamMetrics {
  /** A retry followed a call to this route, or a fallback, or it was passed over for its open circuit. */
  wentOn(kind: 'retry' | 'fallback' | 'skip' | 'stop', route: Route): void;
}

/** Servers that callers name are shown as one: there may be any number of them, and their names are the callers' own. */
const NAMED_BY_CALLERS = 'named by callers';
const STATES: Record<CircuitState, number> = { closed: 0, 'half-open': 1, open: 2 };

/** Counts what follows failed calls, and shows each upstream's circuit and retry budget as this process sees them. */
export function createUpstreamMetrics(
  registry: Registry,
  health: (now: number) => readonly { origin: string | null; facts: HealthFacts }[],
): UpstreamMetrics {
  const registers = [registry];
  const labelNames = ['upstream'] as const;
  const counter = (name: string, help: string) =>
    new Counter({ name: `heliograph_proxy_${name}_total`, help, labelNames, registers });
  const counters = {
    retry: counter('retries', 'Calls that were made again, by the upstream that had failed'),
    fallback: counter('fallbacks', 'Calls that went on to a fallback, by the upstream that had failed'),
    skip: counter('circuit_skips', 'Calls that went to a fallback at once, because the circuit was open'),
  };
  const gauge = (
    name: string,
    help: string,
    read: (facts: HealthFacts) => number,
    aggregator: 'max' | 'sum',
  ): void => {
    new Gauge({
      name: `heliograph_proxy_upstream_${name}`,
      help,
      labelNames,
      registers,
      aggregator,
      collect() {
        this.reset();
        const values = new Map<string, number>();
        for (const { origin, facts } of health(performance.now())) {
          const upstream = origin ?? NAMED_BY_CALLERS;
          const before = values.get(upstream);
          const value = read(facts);
          if (before === undefined) values.set(upstream, value);
          else values.set(upstream, aggregator === 'max' ? Math.max(before, value) : before + value);
        }
        for (const [upstream, value] of values) this.set({ upstream }, value);
      },
    });
  };
  gauge('circuit', 'Circuit breaker: 0 closed, 1 half open, 2 open', ({ state }) => STATES[state], 'max');
  gauge('recent_calls', 'Calls of the last ten seconds', ({ calls }) => calls, 'sum');
  gauge('recent_retries', 'Retries among them', ({ retries }) => retries, 'sum');
  gauge('retries_left', 'Retries that the budget allows now', ({ retriesLeft }) => retriesLeft, 'sum');
  return {
    wentOn(kind, { origin, trusted }) {
      if (kind !== 'stop') counters[kind].inc({ upstream: trusted ? origin : NAMED_BY_CALLERS });
    },
  };
}
