import { Counter, Histogram, type Registry } from 'prom-client';

export interface AlertMetrics {
  /** A rule was evaluated, so many ms after its time had come. */
  evaluated(lagMs: number): void;
  /** So many rules could not be evaluated. */
  failed(rules: number): void;
}

const LAG_BUCKETS = [0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900];

/** The engine's part of the worker's metrics. */
export function createAlertMetrics(registry: Registry): AlertMetrics {
  const registers = [registry];
  const lag = new Histogram({
    name: 'heliograph_worker_alert_evaluation_lag_seconds',
    help: 'From the moment that an alert rule is due to its state being stored',
    buckets: LAG_BUCKETS,
    registers,
  });
  const failed = new Counter({
    name: 'heliograph_worker_alert_evaluation_failures_total',
    help: 'Evaluations of alert rules that ClickHouse did not answer',
    registers,
  });
  return {
    evaluated: (lagMs) => lag.observe(Math.max(0, lagMs) / 1000),
    failed: (rules) => failed.inc(rules),
  };
}
