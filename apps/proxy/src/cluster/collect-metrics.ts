import { AggregatorRegistry, type PrometheusContentType } from 'prom-client';
import type { FromWorker, MetricJson } from './messages.ts';

/** A worker as the collection sees it. */
export interface MetricSource {
  id: number;
  /** Asks for its metrics; `receive` gets the answer. */
  ask(collection: number): void;
}

export interface MetricsCollector {
  /** The metrics of all workers together, in Prometheus's text. */
  collect(sources: readonly MetricSource[]): Promise<string>;
  /** Takes in what a worker said of its metrics. */
  receive(workerId: number, message: Extract<FromWorker, { metrics: MetricJson[] }>): void;
  /** A worker has ended: its counts stay, so that no counter ever goes back. */
  retire(workerId: number): Promise<void>;
}

interface Collection {
  waiting: Set<number>;
  done: () => void;
}

/** A worker that doesn't answer within this time is shown as it was last seen, ms. */
const ANSWER_MS = 1_000;
/** What counts up for ever; everything else is about the living. prom-client writes types as text in JSON. */
const CUMULATIVE: ReadonlySet<unknown> = new Set(['counter', 'histogram']);

/** Adds up the workers' metrics, the living ones' and, of what counts up, the dead ones'. */
export function createMetricsCollector(): MetricsCollector {
  const latest = new Map<number, MetricJson[]>();
  const running = new Map<number, Collection>();
  let retired: MetricJson[] = [];
  let count = 0;

  return {
    async collect(sources) {
      const collection = count++;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        running.set(collection, { waiting: new Set(sources.map(({ id }) => id)), done: resolve });
        timer = setTimeout(resolve, ANSWER_MS);
        if (sources.length === 0) resolve();
        for (const source of sources) source.ask(collection);
      });
      clearTimeout(timer);
      running.delete(collection);
      return sum([retired, ...latest.values()]).metrics();
    },
    receive(workerId, message) {
      latest.set(workerId, message.metrics);
      if (message.type !== 'collected') return;
      const collection = running.get(message.collection);
      if (collection?.waiting.delete(workerId) === true && collection.waiting.size === 0) collection.done();
    },
    async retire(workerId) {
      const last = latest.get(workerId);
      latest.delete(workerId);
      for (const collection of running.values()) {
        if (collection.waiting.delete(workerId) && collection.waiting.size === 0) collection.done();
      }
      if (last === undefined) return;
      retired = await sum([retired, last.filter(({ type }) => CUMULATIVE.has(type))]).getMetricsAsJSON();
    },
  };
}

function sum(metrics: MetricJson[][]): AggregatorRegistry<PrometheusContentType> {
  return AggregatorRegistry.aggregate(metrics) as AggregatorRegistry<PrometheusContentType>;
}
