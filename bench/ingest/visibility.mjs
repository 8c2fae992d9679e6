import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { startApp } from './app.mjs';

const ports = { worker: 18_925, proxy: 18_926, web: 18_927 };
/** Every so many requests one is looked for in the API, and not too often: looking costs ClickHouse as well. */
const SAMPLE_EVERY = 100;
const LOOK_EVERY_MS = 100;

/** Everything up, a steady load through the proxy, and samples looked for in the REST API from their last byte on. */
export async function measureVisibility({ stack, dataDir, key, rate, seconds }) {
  const env = {
    DATABASE_URL: stack.databaseUrl,
    REDIS_URL: stack.redisUrl,
    CLICKHOUSE_URL: stack.clickhouseUrl,
    OPENAI_BASE_URL: stack.fakeProviderUrl,
    SPOOL_DIR: path.join(dataDir, 'spool'),
    PROXY_PORT: String(ports.proxy),
    WORKER_PORT: String(ports.worker),
    WEB_PORT: String(ports.web),
    BETTER_AUTH_SECRET: randomBytes(32).toString('hex'),
    PROXY_WORKERS: '2',
  };
  const next = ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(ports.web)];
  const apps = await Promise.all([
    startApp('worker', { port: ports.worker, args: ['--max-semi-space-size=64', 'dist/main.js'], env }),
    startApp('proxy', { port: ports.proxy, args: ['--max-semi-space-size=64', 'dist/main.js'], env }),
    startApp('web', { port: ports.web, args: next, env }),
  ]);
  const dispatcher = new Agent({ connections: 128 });
  const delays = [];
  let failed = 0;
  let sent = 0;

  async function look(id, endedAt) {
    for (;;) {
      const answer = await request(`http://127.0.0.1:${ports.web}/api/v1/requests/${id}`, {
        headers: { authorization: `Bearer ${key}` },
        dispatcher,
      });
      await answer.body.dump();
      if (answer.statusCode === 200) return void delays.push(performance.now() - endedAt);
      await wait(LOOK_EVERY_MS);
    }
  }

  async function call(n, isSampled) {
    const answer = await request(`http://127.0.0.1:${ports.proxy}/v1/chat/completions`, {
      method: 'POST',
      dispatcher,
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer sk-provider',
        'helicone-auth': `Bearer ${key}`,
        'x-fake-body-bytes': '700',
      },
      body: JSON.stringify({
        model: 'gpt-4o-mini',
        messages: [{ role: 'user', content: `${n} `.repeat(600).slice(0, 1_900) }],
      }),
    });
    await answer.body.dump();
    if (answer.statusCode !== 200) failed += 1;
    else if (isSampled) await look(answer.headers['helicone-id'], performance.now());
  }

  async function load(forSeconds, sampling) {
    const open = [];
    const startedAt = performance.now();
    sent = 0;
    for (;;) {
      const elapsed = (performance.now() - startedAt) / 1000;
      if (elapsed >= forSeconds) break;
      for (; sent < elapsed * rate; sent += 1) {
        const isSampled = sampling && sent % SAMPLE_EVERY === 0;
        open.push(call(sent, isSampled).catch(() => (failed += 1)));
      }
      await wait(2);
    }
    await Promise.all(open);
  }

  await load(3, false);
  failed = 0;
  await load(seconds, true);
  await Promise.all(apps.map((app) => app.stop()));
  await dispatcher.close();
  delays.sort((a, b) => a - b);
  const at = (share) => Math.round(delays[Math.min(delays.length - 1, Math.floor(delays.length * share))]);
  return { rate: sent / seconds, samples: delays.length, failed, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
