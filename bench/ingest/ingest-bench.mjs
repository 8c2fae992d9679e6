import { mkdtemp, chmod, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStack } from '@heliograph/stack/start-stack';
import { makeKey } from '../proxy/subjects.mjs';
import { measureThroughput } from './throughput.mjs';
import { measureVisibility } from './visibility.mjs';

const stackPorts = {
  postgres: 18_921,
  clickhouse: 18_922,
  redis: 18_923,
  fakeProvider: 18_924,
  cacheRedis: 18_930,
};

/** What the worker sustains, and how long after its answer a request shows up in the API. See bench/README.md. */
export async function ingestBench({ short, json }) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'heliograph-bench-'));
  await chmod(dataDir, 0o755);
  const stack = await startStack({ dataDir, ports: stackPorts, fakeProvider: true });
  try {
    const key = await makeKey(stack.databaseUrl);
    const throughput = await measureThroughput({ stack, records: short ? 30_000 : 150_000 });
    process.stdout.write(
      `Worker: ${throughput.records} records (2 KB request, 1 KB response) in ${throughput.seconds.toFixed(1)} s: ` +
        `${Math.round(throughput.perSecond)} records/s (target 5000); CPU ${Math.round(throughput.workerCpu)} µs a record in the worker, ${Math.round(throughput.clickHouseCpu)} µs in ClickHouse\n`,
    );
    const visibility = await measureVisibility({ stack, dataDir, key, rate: 300, seconds: short ? 10 : 40 });
    process.stdout.write(
      `API: at ${Math.round(visibility.rate)} requests/s a request is visible ` +
        `P50 ${visibility.p50} ms, P95 ${visibility.p95} ms, P99 ${visibility.p99} ms after its answer ended ` +
        `(${visibility.samples} samples, ${visibility.failed} failed requests; target P95 1500 ms)\n`,
    );
    if (json) await writeFile(json, JSON.stringify({ throughput, visibility }, null, 2));
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
