import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { migratePostgres } from '@heliograph/db/migrate';
import { startStack } from '@heliograph/stack/start-stack';
import { chromium } from 'playwright-core';
import { fill, ours, untilMerged } from '../explorer/fill.mjs';
import { startApp } from '../ingest/app.mjs';
import { measurePaint } from './measure-paint.mjs';
import { measureScroll } from './measure-scroll.mjs';
import { fillSession, measureTimeline } from './measure-timeline.mjs';

const ports = {
  postgres: 18_941,
  clickhouse: 18_942,
  redis: 18_943,
  cacheRedis: 18_944,
  fakeProvider: 18_945,
};
const WEB_PORT = 18_946;
/** Requests of the session whose timeline is opened: as many as are drawn. */
const SESSION_REQUESTS = 10_000;

/** How the request list feels in a browser: when its first rows are painted, and what scrolling does to it. See bench/README.md. */
export async function browserBench({ short, rows: wanted, rounds, json }) {
  const rows = wanted ?? (short ? 20_000 : 100_000);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'heliograph-bench-'));
  await chmod(dataDir, 0o755);
  const stack = await startStack({ dataDir, ports, fakeProvider: false });
  const started = [() => stack.stop(), () => rm(dataDir, { recursive: true, force: true })];
  try {
    await migratePostgres(stack.databaseUrl);
    const clickHouse = createClickHouseClient({ url: stack.clickhouseUrl });
    started.unshift(() => clickHouse.close());
    await fill(clickHouse, {
      ...{ url: stack.clickhouseUrl, rows, texts: Math.min(rows, 10_000), until: Date.now() },
      onProgress: (done, all) => process.stdout.write(`\r${done} of ${all} rows`),
    });
    const web = await startApp('web', {
      port: WEB_PORT,
      args: ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(WEB_PORT)],
      env: {
        DATABASE_URL: stack.databaseUrl,
        REDIS_URL: stack.redisUrl,
        CLICKHOUSE_URL: stack.clickhouseUrl,
        WEB_PORT: String(WEB_PORT),
        WEB_URL: `http://127.0.0.1:${WEB_PORT}`,
        BETTER_AUTH_SECRET: randomBytes(32).toString('hex'),
      },
    });
    started.unshift(() => web.stop());
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    started.unshift(() => browser.close());
    const account = await signUp(browser, web.url);
    await clickHouse.command({
      query: `INSERT INTO requests SELECT * REPLACE (toUUID({mine:String}) AS organization_id) FROM requests
        WHERE requests.organization_id = '${ours}'`,
      query_params: { mine: account.organizationId },
    });
    await untilMerged(clickHouse);
    const address = `${web.url}/requests?range=90d`;
    const loads = rounds ?? (short ? 5 : 20);
    const paint = await measurePaint(browser, { account, address, loads });
    const scroll = await measureScroll(browser, { account, address, rows: Math.min(rows, 10_000) });
    const { organizationId } = account;
    await fillSession(clickHouse, { organizationId, id: 'evaluation', requests: SESSION_REQUESTS });
    await untilMerged(clickHouse);
    const timeline = await measureTimeline(browser, {
      account,
      address: `${web.url}/sessions/evaluation`,
      loads: 3,
    });
    const [cold, warm] = [paint.cold, paint.warm].map(
      ({ p50, p95, ready }) => `P50 ${p50} ms, P95 ${p95} ms (can be pressed: P50 ${ready.p50} ms)`,
    );
    process.stdout.write(
      `\rFirst rows painted after the address was opened: without a browser cache ${cold}; with one ${warm} (target 1000)\n` +
        `Scrolled through ${scroll.rows} rows in ${scroll.seconds.toFixed(0)} s: ${scroll.longTasks} tasks over 50 ms, ` +
        `the longest ${Math.round(scroll.longest)} ms (target 200); between frames P95 ${Math.round(scroll.frameP95)} ms\n` +
        `A session of ${SESSION_REQUESTS} requests opened in ${timeline.opened} ms; the longest task on unfolding all of it ${Math.round(timeline.unfolding)} ms, ` +
        `on scrolling ${Math.round(timeline.longest)} ms (${timeline.longTasks} over 50 ms)\n`,
    );
    if (json) await writeFile(json, JSON.stringify({ rows, paint, scroll, timeline }, null, 2));
  } finally {
    for (const stop of started) await stop();
  }
}

/** Someone with an organization, and what a browser needs to be them. */
async function signUp(browser, url) {
  const context = await browser.newContext();
  const answer = await context.request.post(`${url}/api/auth/sign-up/email`, {
    headers: { origin: url },
    data: { name: 'Bench', email: 'bench@example.com', password: randomBytes(12).toString('hex') },
  });
  if (!answer.ok())
    throw new Error(`Signing up was answered with ${answer.status()}: ${await answer.text()}`);
  const me = await (await context.request.get(`${url}/api/v1/me`)).json();
  const state = await context.storageState();
  await context.close();
  return { organizationId: me.organization.id, state };
}
