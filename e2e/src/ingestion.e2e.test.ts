import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { createClickHouseClient, type ClickHouseClient } from '@heliograph/clickhouse/client';
import { createDeadLetters, type DeadLetters } from '@heliograph/queue/dead-letters';
import { producerConnection } from '@heliograph/queue/connection';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls } from './platform/varied-traffic.ts';

const { webUrl, proxyUrl, clickhouseUrl, redisUrl } = inject('platform');
const person = {
  name: 'Ada',
  email: `ingestion-${Date.now()}@example.com`,
  password: 'correct horse battery',
};
const run = promisify(execFile);
const POISON = `poison-${randomUUID()}`;

let screens: Screens;
let desk: Look;
let key = '';
let clickHouse: ClickHouseClient;
let redis: ReturnType<typeof producerConnection>;
let deadLetters: DeadLetters;

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  clickHouse = createClickHouseClient({ url: clickhouseUrl });
  redis = producerConnection(redisUrl);
  deadLetters = createDeadLetters(redis);
  const answer = await fetch(`${webUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(person),
  });
  const { hostname } = new URL(webUrl);
  const cookies = answer.headers.getSetCookie().map((line) => {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
    return { name, value, domain: hostname, path: '/' };
  });
  await desk.context.addCookies(cookies);
  await screens.shareSession();
  const created = await desk.page.request.post(`${webUrl}/api/v1/keys`, { data: { name: 'ingestion' } });
  ({ key } = await created.json());
});
afterAll(async () => {
  await clickHouse.command({ query: 'ALTER TABLE requests DROP CONSTRAINT IF EXISTS no_poison' });
  await clickHouse.close();
  redis.disconnect();
  await screens.close();
});

const call = (user: string, content: string) => ({
  path: '/v1/chat/completions',
  body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] },
  headers: { 'Helicone-User-Id': user },
});
const letters = (page: Page) => page.getByRole('table', { name: 'Dead letters' });

test('an installation that is well says so, with its figures', async () => {
  const [id = ''] = await sendCalls(proxyUrl, key, [call('someone', 'Hello')]);
  await untilLogged(webUrl, key, id);
  await screens.check('/settings/ingestion', 'ingestion', async (page) => {
    await page.getByText('Every record gets through.').waitFor();
    await page.getByText('No dead letters').waitFor();
    await page.getByText(/P95/).waitFor();
  });
  await expect(desk.page.getByRole('link', { name: 'Ingestion' }).getAttribute('aria-current')).resolves.toBe(
    'page',
  );
});

test('two calls with one id are both kept and both counted, and the details say so', async () => {
  const id = randomUUID();
  const retried = { ...call('retrying', 'Again'), headers: { 'Helicone-Request-Id': id } };
  expect(await sendCalls(proxyUrl, key, [retried])).toEqual([id]);
  await sendCalls(proxyUrl, key, [retried]);
  await expect
    .poll(async () => (await untilLogged(webUrl, key, id)).otherCalls.length, { timeout: 30_000 })
    .toBe(1);
  const { costUsd, otherCalls } = await untilLogged(webUrl, key, id);
  expect(Number(costUsd)).toBeGreaterThan(0);
  expect(otherCalls[0]?.costUsd).toBe(costUsd);
  await desk.page.goto(`${webUrl}/requests?request=${id}`);
  await desk.page.getByText('2 calls were made with this id').waitFor();
  await checkScreen(desk, 'details-same-id');
});

test('a record that the store refuses is listed, replayed by keyboard and then stored once', async () => {
  const query = `ALTER TABLE requests ADD CONSTRAINT no_poison CHECK user_id != '${POISON}'`;
  await clickHouse.command({ query });
  const ids = await sendCalls(proxyUrl, key, [
    call(POISON, 'One'),
    call(POISON, 'Two'),
    call(POISON, 'Three'),
  ]);
  await screens.check('/settings/ingestion', 'ingestion-dead-letters', async (page) => {
    await expect.poll(() => letters(page).getByRole('row').count(), { timeout: 30_000 }).toBe(4);
  });
  const { page } = desk;
  await letters(page)
    .getByText(/no_poison/)
    .first()
    .waitFor();

  const [id = ''] = ids;
  const laidAsideAt = async (): Promise<string | undefined> => {
    const answer = await page.request.get(`${webUrl}/api/v1/ingestion/dead-letters`);
    const { items } = (await answer.json()) as { items: { requestId: string; laidAsideAt: string }[] };
    return items.find(({ requestId }) => requestId === id)?.laidAsideAt;
  };
  const before = await laidAsideAt();
  const replay = page.getByRole('button', { name: `Replay ${id.slice(-8)}` });
  await replay.focus();
  await page.keyboard.press('Enter');
  await page.getByText('On its way again').first().waitFor();
  // Refused again, it comes back.
  await expect
    .poll(async () => ![undefined, before].includes(await laidAsideAt()), { timeout: 30_000 })
    .toBe(true);

  await clickHouse.command({ query: 'ALTER TABLE requests DROP CONSTRAINT no_poison' });
  await expect.poll(() => letters(page).getByRole('row').count(), { timeout: 30_000 }).toBe(4);
  await replay.focus();
  await page.keyboard.press('Enter');
  const stored = await untilLogged(webUrl, key, id);
  expect(stored.userId).toBe(POISON);
  await expect.poll(() => letters(page).getByRole('row').count(), { timeout: 30_000 }).toBe(3);
});

test('the others are discarded after a question', async () => {
  const { page } = desk;
  await letters(page)
    .getByRole('button', { name: /^Discard / })
    .first()
    .click();
  const question = page.getByRole('alertdialog');
  await question.getByText('Discard this record?').waitFor();
  await checkScreen(desk, 'ingestion-discard');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(() => letters(page).getByRole('row').count()).toBe(2);
  await page.getByRole('button', { name: 'Discard all' }).click();
  await question.getByRole('button', { name: 'Discard all' }).click();
  await page.getByText('No dead letters').waitFor();
});

test('many letters are shown page by page, and replayed all at once', async () => {
  const me = await (await desk.page.request.get(`${webUrl}/api/v1/me`)).json();
  for (let n = 0; n < 30; n += 1) {
    const letter = {
      id: `made-up-${randomUUID()}`,
      kind: 'record' as const,
      organizationId: me.organization.id,
      requestId: randomUUID(),
      createdAt: Date.now(),
      laidAsideAt: Date.now() - n * 60_000,
      reason: `request_bodies: made up for a test, number ${n}`,
      sourceJobId: 'made-up',
      tokens: { request_bodies: 'made-up' },
    };
    await deadLetters.add(letter, Buffer.from('no frame'));
  }
  const { page } = desk;
  await page.goto(`${webUrl}/settings/ingestion`);
  await expect.poll(() => letters(page).getByRole('row').count()).toBe(26);
  await page.getByRole('button', { name: 'Older' }).click();
  await expect.poll(() => letters(page).getByRole('row').count()).toBe(6);
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect.poll(() => letters(page).getByRole('row').count()).toBe(26);
  // Nothing of these can be read, so each comes back, as whose it can't be told.
  await page.getByRole('button', { name: 'Replay all' }).click();
  await page.getByText('30 records are on the way again').waitFor();
  await page.getByText('No dead letters').waitFor();
});

test('the operator discards what belongs to nobody', async () => {
  const script = path.resolve(import.meta.dirname, '../../scripts/dead-letters.mjs');
  const command = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, [script, ...args], {
      env: { ...process.env, REDIS_URL: redisUrl },
    });
    return stdout;
  };
  await expect.poll(() => deadLetters.count(null), { timeout: 30_000 }).toBe(30);
  const listed = await command();
  expect(listed).toMatch(/^made-up-\S+ .* unreadable from byte 0/m);
  expect(listed).toMatch(/^30 there$/m);
  const [id = ''] = listed.split(' ');
  expect(await command('discard', id)).toBe('1 discarded\n');
  expect(await command('discard', 'all')).toBe('29 discarded\n');
  expect(await command()).toBe('0 there\n');
});

test('where the queue can not be asked, the page says what to do', async () => {
  const { page } = desk;
  await page.route('**/api/v1/ingestion**', (route) =>
    route.fulfill({
      status: 503,
      json: { error: { code: 'service_unavailable', message: 'The queue (Redis) is not answering.' } },
    }),
  );
  await page.goto(`${webUrl}/settings/ingestion`);
  await page.getByText('The queue can not be looked at').waitFor();
  await page.getByText('The dead letters could not be loaded').waitFor();
  await checkScreen(desk, 'ingestion-error');
  await page.unroute('**/api/v1/ingestion**');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText(/P95/).waitFor();
});
