import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';

const call = (content: string) => ({
  path: '/v1/chat/completions',
  body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] },
  headers: {},
});
const send = async (contents: string[]): Promise<string[]> => {
  const ids = await sendCalls(proxyUrl, key, contents.map(call));
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  return ids;
};

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  key = await signUp(screens, webUrl, 'Katherine Johnson');
});
afterAll(() => screens.close());

const rowsOf = (page: Page) => page.locator('[data-request]');
/** Waits until so many requests are listed, as long as a busy machine needs. */
const rows = (page: Page, count: number) =>
  expect.poll(() => rowsOf(page).count(), { timeout: 30_000 }).toBe(count);

test('words are found in any script, and stand as a chip', async () => {
  await send(['What is the capital of France?', '東京タワーはどこですか', 'Какая погода в Москве?', '=1+1']);
  const { page } = desk;
  await page.goto(`${webUrl}/requests?range=1h`);
  await rows(page, 4);
  const bar = page.getByRole('combobox', { name: 'Filter' });
  for (const [typed, chip] of [
    ['"capital of France"', 'capital of France'],
    ['東京', '東京'],
    ['request:москве', 'москве'],
  ] as const) {
    await bar.fill(typed);
    await bar.press('Enter');
    await page.getByRole('list', { name: 'Filters' }).getByText(chip, { exact: true }).waitFor();
    await rows(page, 1);
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await rows(page, 4);
  }
  await screens.check(
    `/requests?range=1h&q=${encodeURIComponent('"capital of France"')}`,
    'search',
    async (shown) => {
      await rows(shown, 1);
    },
  );
});

test('all that match are exported, and the file is what was promised', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests?range=1h&q=${encodeURIComponent('-"capital of France"')}`);
  await rows(page, 3);
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export requests' });
  await dialog.getByText('None yet').waitFor();
  await dialog.getByRole('definition').getByText('3', { exact: true }).waitFor();
  await dialog.getByText('With bodies').click();
  await dialog.getByRole('button', { name: 'Start export' }).click();
  await dialog.getByText('3 requests').waitFor({ timeout: 30_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('link', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^requests-.*\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toContain('東京タワー');
  expect(text).toContain("'=1+1");
  expect(text).not.toContain('capital of France');
  await screens.check('/requests?range=1h', 'export', async (shown) => {
    await shown.getByRole('button', { name: 'Export' }).click();
    await shown.getByRole('link', { name: 'Download' }).waitFor();
  });
  await page.getByRole('button', { name: 'Delete the file' }).click();
  await page.getByText('Its file has gone').waitFor();
});

test('new requests stream in, and wait while somebody points at a row', async () => {
  const { page } = desk;
  const streams: string[] = [];
  page.on('request', (request) => streams.push(request.url()));
  await page.mouse.move(5, 5);
  await page.goto(`${webUrl}/requests?range=1h&q=name:live`);
  await page.getByText('No requests match').waitFor();
  const named = (content: string) => ({ ...call(content), headers: { 'Helicone-Request-Name': 'live' } });
  const sendNamed = async (content: string): Promise<void> => {
    const [id = ''] = await sendCalls(proxyUrl, key, [named(content)]);
    await untilLogged(webUrl, key, id);
  };
  await expect
    .poll(() => streams.some((url) => url.includes('/requests/live?filter=name%3Alive')), { timeout: 30_000 })
    .toBe(true);
  await sendNamed('first of all');
  await rows(page, 1);
  await rowsOf(page).first().hover();
  await sendNamed('second');
  await page.getByRole('button', { name: '1 new request' }).waitFor();
  expect(await rowsOf(page).count()).toBe(1);
  await page.mouse.move(5, 5);
  await rows(page, 2);
  const polls = streams.filter((url) => url.endsWith('/requests/query')).length;
  await sendNamed('third');
  await rows(page, 3);
  // It came by the stream: the list was not asked for again.
  expect(streams.filter((url) => url.endsWith('/requests/query')).length - polls).toBeLessThanOrEqual(1);
});
