import { buildProxy } from '@heliograph/proxy/testing/build-proxy';
import { startTestCluster, type TestCluster } from '@heliograph/proxy/testing/start-test-cluster';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzProxy } from './fuzz-proxy.ts';
import { type FuzzUpstream, startFuzzUpstream } from './start-fuzz-upstream.ts';

/** `npm run fuzz` sets these; a test run takes five seconds and always the same cases. */
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 5);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);

let upstream: FuzzUpstream;
let build: { file: string; remove(): Promise<void> };
let proxy: TestCluster;

beforeAll(async () => {
  [upstream, build] = await Promise.all([startFuzzUpstream(), buildProxy()]);
  proxy = await startTestCluster(
    build.file,
    {
      OPENAI_BASE_URL: upstream.url,
      ANTHROPIC_BASE_URL: upstream.url,
      TOGETHER_BASE_URL: upstream.url,
      DRAIN_SECONDS: '1',
      LOG_LEVEL: 'info',
    },
    (url) => Promise.resolve(url),
  );
});
afterAll(async () => {
  await proxy.close();
  await Promise.all([upstream.close(), build.remove()]);
});

it(
  'survives malformed requests, answers them in HTTP and mixes up no clients',
  async () => {
    const { port, key } = proxy;
    const report = await fuzzProxy(
      { port, key, upstream, pids: () => proxy.workerPids(), residentBytes },
      { seed, seconds },
    );
    process.stdout.write(`Fuzzed with seed ${seed}: ${JSON.stringify(report)}\n`);
    expect(report.upstreamRequests).toBeGreaterThan(report.cases / 10);
    expect(report.answers).toMatchObject({ 200: expect.any(Number), 400: expect.any(Number) });
  },
  (seconds + 60) * 1000,
);

async function residentBytes(): Promise<number> {
  const metrics = await (await fetch(`${proxy.url}/metrics`)).text();
  const values = metrics.matchAll(/^process_resident_memory_bytes(?:\{.*\})? ([\d.e+]+)$/gm);
  const sum = [...values].reduce((total, [, value]) => total + Number(value), 0);
  expect(sum).toBeGreaterThan(0);
  return sum;
}
