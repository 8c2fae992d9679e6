import { Counter, Gauge, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createMetricsCollector, type MetricsCollector, type MetricSource } from './collect-metrics.ts';

/** A worker with a counter and a gauge of its own. */
function worker(id: number, collector: MetricsCollector) {
  const registers = [new Registry()];
  const requests = new Counter({ name: 'requests_total', help: 'r', labelNames: ['status'], registers });
  const running = new Gauge({ name: 'running', help: 'r', registers });
  const oldest = new Gauge({ name: 'oldest_seconds', help: 'o', aggregator: 'max', registers });
  // A copy, as a message between processes is one.
  const json = async () => structuredClone((await registers[0]?.getMetricsAsJSON()) ?? []);
  const source: MetricSource = {
    id,
    ask: (collection) =>
      void json().then((metrics) => collector.receive(id, { type: 'collected', collection, metrics })),
  };
  return {
    source,
    json,
    set(ok: number, runs: number, age: number) {
      requests.inc({ status: '200' }, ok);
      running.set(runs);
      oldest.set(age);
    },
  };
}
const values = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^[a-z]/.test(line))
    .sort();

it('adds up what the living count and keeps what the dead have counted', async () => {
  const collector = createMetricsCollector();
  const [a, b, c] = [worker(1, collector), worker(2, collector), worker(3, collector)];
  a.set(3, 1, 7);
  b.set(4, 2, 9);
  expect(values(await collector.collect([a.source, b.source]))).toEqual([
    'oldest_seconds 9',
    'requests_total{status="200"} 7',
    'running 3',
  ]);
  // One says farewell, the other is killed: it counts as it was last seen.
  a.set(10, 1, 7);
  collector.receive(1, { type: 'farewell', metrics: await a.json() });
  await collector.retire(1);
  b.set(100, 2, 9);
  await collector.retire(2);
  c.set(1, 0, 0);
  expect(values(await collector.collect([c.source]))).toEqual([
    'oldest_seconds 0',
    'requests_total{status="200"} 18',
    'running 0',
  ]);
});

it('shows a worker that does not answer as it was last seen, and does not wait for one that dies', async () => {
  const collector = createMetricsCollector();
  const a = worker(1, collector);
  const mute: MetricSource = { id: 2, ask: () => void collector.retire(2) };
  a.set(2, 1, 1);
  expect(values(await collector.collect([a.source, mute]))).toContain('requests_total{status="200"} 2');
  const silent: MetricSource = { id: 1, ask: () => undefined };
  a.set(5, 1, 1);
  expect(values(await collector.collect([silent]))).toContain('requests_total{status="200"} 2');
});

it('has nothing to show without workers', async () => {
  expect(values(await createMetricsCollector().collect([]))).toEqual([]);
});
