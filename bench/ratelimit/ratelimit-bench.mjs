import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStack } from '@heliograph/stack/start-stack';
import { ensureSystemPackages } from '../../scripts/platform/system-packages.mjs';
import { startUpstream } from '../proxy/nginx.mjs';
import { prompt, requestHeaders } from '../proxy/payloads.mjs';
import { cpuMicroseconds } from '../proxy/process-usage.mjs';
import { pinRedis } from '../proxy/pin-redis.mjs';
import { median } from '../proxy/report.mjs';
import { makeKey, nodeFlags, untilListening } from '../proxy/subjects.mjs';
import { wrk } from '../proxy/wrk.mjs';

const LOAD_CPU = 0;
const SUBJECT_CPU = 1;
const ports = { upstream: 18_971, proxy: 18_972 };

/** What requests bring along; no quota is ever reached. */
const policies = [
  ['no policy', null],
  ['one policy, requests', '1000000000;w=3600'],
  ['one policy, requests of each user', '1000000000;w=60;s=user'],
  [
    'four policies at once',
    '1000000000;w=1,1000000000;w=60;s=user,1000000000;w=3600;s=key,1000000000;w=86400;s=team',
  ],
  ['one policy, cents', '1000000000;w=3600;u=cents'],
];

/** What rate limits add to a request, with Redis on the same machine: the same proxy with and without them, in turns. */
export async function ratelimitBench({ short, json, seconds = short ? 1 : 5, rounds = short ? 3 : 7 }) {
  await ensureSystemPackages({ wrk: 'wrk', nginx: 'nginx-light', 'redis-server': 'redis-server' });
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-bench-'));
  // nginx's worker runs as another user.
  await chmod(folder, 0o755);
  const running = [];
  try {
    const stack = await startStack({
      dataDir: path.join(folder, 'data'),
      ports: {
        postgres: 18_981,
        clickhouse: 18_982,
        redis: 18_983,
        fakeProvider: 18_984,
        cacheRedis: 18_985,
      },
      clickhouseUrl: 'http://127.0.0.1:18982/unused',
      fakeProvider: false,
    });
    const key = await makeKey(stack.databaseUrl);
    for (const url of [stack.redisUrl, stack.cacheRedisUrl]) await pinRedis(url, LOAD_CPU);
    const upstream = await startUpstream(folder, ports.upstream, LOAD_CPU);
    running.push(upstream);
    await untilListening(ports.upstream, upstream, 'upstream');
    const entry = path.resolve(import.meta.dirname, '../../apps/proxy/dist/main.js');
    const proxy = spawn('taskset', ['-c', String(SUBJECT_CPU), process.execPath, ...nodeFlags, entry], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        PROXY_PORT: String(ports.proxy),
        DATABASE_URL: stack.databaseUrl,
        REDIS_URL: stack.redisUrl,
        CACHE_REDIS_URL: stack.cacheRedisUrl,
        SPOOL_DIR: path.join(folder, 'spool'),
        OPENAI_BASE_URL: `http://127.0.0.1:${ports.upstream}`,
        PROXY_WORKERS: '1',
        LOG_LEVEL: 'warn',
      },
    });
    running.push(proxy);
    await untilListening(ports.proxy, proxy, 'proxy');

    const measured = policies.map(([name]) => ({ name, p50: [], p95: [], perSecond: [], cpu: [] }));
    const headersOf = (policy) => ({
      ...requestHeaders(key),
      'Helicone-Property-Team': 'a',
      ...(policy !== null && { 'Helicone-RateLimit-Policy': policy }),
    });
    const load = (policy, connections) =>
      wrk({
        folder,
        url: `http://127.0.0.1:${ports.proxy}/v1/chat/completions`,
        headers: headersOf(policy),
        body: prompt,
        connections,
        seconds,
        cpu: LOAD_CPU,
      });
    for (const [name, policy] of policies) {
      const answer = await fetch(`http://127.0.0.1:${ports.proxy}/v1/chat/completions`, {
        method: 'POST',
        headers: headersOf(policy),
        body: prompt,
      });
      // Also sees to it that it is the limits that are measured: each answer with a policy tells how they stand.
      if (!answer.ok || answer.headers.has('helicone-ratelimit-limit') !== (policy !== null))
        throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
      await load(policy, 8);
    }
    for (let round = 0; round < rounds; round++) {
      for (const [i, [, policy]] of policies.entries()) {
        const one = await load(policy, 1);
        measured[i].p50.push(one.p50);
        measured[i].p95.push(one.p95);
        const before = cpuMicroseconds(proxy.pid);
        const many = await load(policy, 32);
        measured[i].perSecond.push(many.perSecond);
        measured[i].cpu.push((cpuMicroseconds(proxy.pid) - before) / many.requests);
      }
    }
    const [base, ...limited] = measured.map(({ name, ...values }) => ({
      name,
      ...Object.fromEntries(Object.entries(values).map(([what, all]) => [what, median(all)])),
    }));
    print(base, limited);
    if (json) await writeFile(json, JSON.stringify({ base, limited }, null, 2));
    for (const child of running) child.kill('SIGTERM');
    await stack.stop();
  } finally {
    for (const child of running) if (child.exitCode === null) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

function print(base, limited) {
  const rows = [
    '| what a request brings along | P50, 1 connection | added P50 | added P95 | requests/s, 32 connections | CPU µs/request |',
    '| --- | --- | --- | --- | --- | --- |',
    ...[base, ...limited].map(({ name, p50, p95, perSecond, cpu }) => {
      const added =
        name === base.name ? ['–', '–'] : [p50 - base.p50, p95 - base.p95].map((ms) => `${ms.toFixed(3)} ms`);
      return `| ${name} | ${p50.toFixed(3)} ms | ${added.join(' | ')} | ${Math.round(perSecond)} | ${Math.round(cpu)} |`;
    }),
  ];
  process.stdout.write(`${rows.join('\n')}\n`);
}
