import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startStack } from '@heliograph/stack/start-stack';
import { ensureSystemPackages } from '../../scripts/platform/system-packages.mjs';
import { startUpstream } from '../proxy/nginx.mjs';
import { prompt, requestHeaders } from '../proxy/payloads.mjs';
import { cpuMicroseconds } from '../proxy/process-usage.mjs';
import { median } from '../proxy/report.mjs';
import { launch, makeKey, nodeFlags, untilListening } from '../proxy/subjects.mjs';
import { pinRedis } from '../proxy/pin-redis.mjs';
import { wrk } from '../proxy/wrk.mjs';

const run = promisify(execFile);
/** Load, upstream and Redis on one core, the proxy alone on the other. */
const LOAD_CPU = 0;
const PROXY_CPU = 1;
const ports = { upstream: 18_961, proxy: 18_962 };

function stop(child) {
  if (child.exitCode !== null) return undefined;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

/** What is compared; `unique` makes each body another one. */
function loads(key) {
  const headers = requestHeaders(key);
  const cached = { ...headers, 'helicone-cache-enabled': 'true' };
  const url = `http://127.0.0.1:${ports.proxy}/v1/chat/completions`;
  return [
    {
      name: 'direct',
      headers: requestHeaders(null),
      url: `http://127.0.0.1:${ports.upstream}/v1/chat/completions`,
    },
    { name: 'cache off', headers, url },
    { name: 'miss', headers: cached, url, unique: true },
    { name: 'hit', headers: cached, url },
  ];
}

/** All loads, interleaved, on a proxy with these services. */
async function measure({ folder, key, env, rounds, seconds }) {
  const proxy = await launch({
    folder,
    name: 'proxy',
    cpu: PROXY_CPU,
    args: [...nodeFlags, path.resolve(import.meta.dirname, '../../apps/proxy/dist/main.js')],
    env: {
      PROXY_PORT: String(ports.proxy),
      SPOOL_DIR: path.join(folder, 'spool'),
      OPENAI_BASE_URL: `http://127.0.0.1:${ports.upstream}`,
      PROXY_WORKERS: '1',
      LOG_LEVEL: 'warn',
      ...env,
    },
    port: ports.proxy,
  });
  try {
    const compared = loads(key);
    const results = new Map(compared.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const { name, ...load } of compared) {
        process.stderr.write(`round ${round + 1}/${rounds}: ${name}\n`);
        const shared = { folder, body: prompt, cpu: LOAD_CPU, ...load };
        if (round === 0) await wrk({ ...shared, connections: 32, seconds: 1 });
        const c1 = await wrk({ ...shared, connections: 1, seconds });
        const cpuBefore = cpuMicroseconds(proxy.pid);
        const c32 = await wrk({ ...shared, connections: 32, seconds });
        const cpu = (cpuMicroseconds(proxy.pid) - cpuBefore) / c32.requests;
        results.get(name).push({ c1, c32, cpu });
      }
    }
    return Object.fromEntries([...results].map(([name, list]) => [name, summary(list)]));
  } finally {
    await stop(proxy);
  }
}

/** A hit of the cache beside a miss and a call without the cache, interleaved, against an instant upstream. */
export async function cacheBench({ short, json, seconds = short ? 1 : 3, rounds = short ? 1 : 5 }) {
  await ensureSystemPackages({ wrk: 'wrk', nginx: 'nginx-light', 'redis-server': 'redis-server' });
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-bench-'));
  await run('chmod', ['755', folder]);
  const running = [];
  try {
    const stack = await startStack({
      dataDir: path.join(folder, 'data'),
      ports: {
        postgres: 18_941,
        clickhouse: 18_942,
        redis: 18_943,
        fakeProvider: 18_944,
        cacheRedis: 18_945,
      },
      clickhouseUrl: 'http://127.0.0.1:18942/unused',
      fakeProvider: false,
    });
    const key = await makeKey(stack.databaseUrl);
    for (const url of [stack.redisUrl, stack.cacheRedisUrl]) await pinRedis(url, LOAD_CPU);
    const upstream = await startUpstream(folder, ports.upstream, LOAD_CPU);
    running.push(upstream);
    await untilListening(ports.upstream, upstream, 'upstream');
    const installations = {
      'a Redis of its own for cache and limits (npm start)': stack.cacheRedisUrl,
      'one Redis for queue and cache, synced to disk with each write (REDIS_URL alone)': stack.redisUrl,
    };
    const report = {};
    for (const [name, cacheRedisUrl] of Object.entries(installations)) {
      process.stderr.write(`${name}\n`);
      const env = {
        DATABASE_URL: stack.databaseUrl,
        REDIS_URL: stack.redisUrl,
        CACHE_REDIS_URL: cacheRedisUrl,
      };
      report[name] = await measure({ folder, key, env, rounds, seconds });
      process.stdout.write(formatReport(name, report[name]));
    }
    if (json)
      await writeFile(
        json,
        `${JSON.stringify({ node: process.version, seconds, rounds, report }, null, 2)}\n`,
      );
    await Promise.all(running.map(stop));
    await stack.stop();
  } finally {
    await Promise.all(running.map(stop));
    await rm(folder, { recursive: true, force: true });
  }
}

function summary(list) {
  const of = (read) => median(list.map(read));
  return {
    perSecond: of(({ c32 }) => c32.perSecond),
    p50At1: of(({ c1 }) => c1.p50),
    p95At1: of(({ c1 }) => c1.p95),
    p50At32: of(({ c32 }) => c32.p50),
    cpu: of(({ cpu }) => cpu),
  };
}

function formatReport(name, { direct, ...ours }) {
  const row = (load, r, cpu) =>
    `| ${load} | ${Math.round(r.perSecond).toLocaleString('en-US')} | ${r.p50At1.toFixed(3)} / ${r.p95At1.toFixed(3)} | ${r.p50At32.toFixed(2)} | ${cpu} |`;
  const { hit, miss } = ours;
  const off = ours['cache off'];
  return `
**${name}**

| load | requests/s, 32 connections | P50 / P95 ms, 1 connection | P50 ms, 32 | proxy's CPU µs/request |
| --- | --- | --- | --- | --- |
${row('direct', direct, '–')}
${Object.entries(ours)
  .map(([load, r]) => row(load, r, r.cpu.toFixed(0)))
  .join('\n')}

A hit has ${(hit.perSecond / miss.perSecond).toFixed(2)} × the throughput of a miss and ${(hit.perSecond / off.perSecond).toFixed(2)} × that of a call without the cache.
P50 at 1 connection: a hit takes ${(hit.p50At1 - direct.p50At1).toFixed(3)} ms more than the direct call and ${(hit.p50At1 - off.p50At1).toFixed(3)} ms more than one without the cache.
`;
}
