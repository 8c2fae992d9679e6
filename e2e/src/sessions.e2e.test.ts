import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { shoot } from './platform/browser.ts';
import { multiplySession } from './platform/multiply-session.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { type Call, sendCalls } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl, clickhouseUrl } = inject('platform');
/** Characters that mean something in addresses. */
const tripId = 'trip/1 50%?#&';
const tripPath = `/sessions/${encodeURIComponent(tripId)}`;
let screens: Screens;
let desk: Look;
let key = '';
const ids: string[] = [];

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

function call(session: string, path: string | null, more: Record<string, string> = {}, stream = false): Call {
  return {
    path: '/v1/chat/completions',
    body: { model: 'gpt-4o-mini', stream, messages: [{ role: 'user', content: 'Where to sleep in Rome?' }] },
    headers: {
      'Helicone-Session-Id': session,
      ...(path !== null && { 'Helicone-Session-Path': path }),
      'Helicone-User-Id': 'ada@example.com',
      ...more,
    },
  };
}

const row = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Request details' });

test('an organization without sessions is told what to send', async () => {
  const { page } = desk;
  key = await signUp(screens, webUrl, 'Mary Jackson');
  await screens.check('/sessions', 'sessions-empty', (shown) =>
    shown.getByText('No sessions in this time range').waitFor(),
  );
  await page.getByRole('button', { name: 'Copy headers' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Helicone-Session-Path: /');
});

test('sessions are listed with what their requests add up to', async () => {
  const trip = { 'Helicone-Session-Name': 'Trip to Rome' };
  const inOrder = [
    [call(tripId, '/plan', { ...trip, 'x-fake-delay-ms': '120' })],
    [
      call(tripId, '/plan/hotel/search', { ...trip, 'x-fake-delay-ms': '400' }),
      call(tripId, '/plan/hotel/search', { ...trip, 'x-fake-delay-ms': '200', 'x-fake-status': '500' }),
      call(
        tripId,
        '/plan/flight',
        {
          ...trip,
          'x-fake-first-byte-delay-ms': '200',
          'x-fake-chunk-delay-ms': '30',
          'x-fake-chunks': '10',
        },
        true,
      ),
    ],
    [call(tripId, '/book', { ...trip, 'Helicone-Request-Name': 'confirm' })],
    [call(tripId, null, trip)],
    [call('support-7', '/answer'), call('support-7', '/answer')],
  ];
  for (const calls of inOrder) ids.push(...(await sendCalls(proxyUrl, key, calls)));
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  await screens.check('/sessions?range=1h', 'sessions', async (page) => {
    await page.getByRole('link', { name: /^Trip to Rome/ }).waitFor();
    await page.getByText('All 2 sessions of this time range').waitFor();
  });
});

test('the list is sorted, filtered and walked by keys', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/sessions?range=1h`);
  await page.getByRole('button', { name: 'Requests' }).click();
  await page
    .getByRole('columnheader', { name: 'Requests' })
    .and(page.locator('[aria-sort=descending]'))
    .waitFor();
  await page.getByRole('button', { name: 'Requests' }).click();
  await page
    .getByRole('columnheader', { name: 'Requests' })
    .and(page.locator('[aria-sort=ascending]'))
    .waitFor();
  await expect.poll(() => page.locator('[data-row-link]').first().textContent()).toBe('support-7');
  expect(new URL(page.url()).searchParams.get('sort')).toBe('requests');

  await page.getByLabel('Filter', { exact: true }).fill('status:5xx');
  await page.getByLabel('Filter', { exact: true }).press('Enter');
  await page.getByText('One session of this time range').waitFor();
  await page.getByLabel('Filter', { exact: true }).fill('user:nobody');
  await page.getByLabel('Filter', { exact: true }).press('Enter');
  await page.getByText('No sessions match').waitFor();
  await checkScreen(desk, 'sessions-no-match');
  await page.getByRole('button', { name: 'Clear filters' }).last().click();
  await page.getByText('All 2 sessions of this time range').waitFor();

  await page.locator('body').press('j');
  expect(await focused(page)).toBe('support-7');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toBe(`Trip to Rome${tripId}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${tripPath}`);
  await page.getByRole('heading', { name: 'Trip to Rome' }).waitFor();
});

test('a session is a tree over time', async () => {
  await screens.check(tripPath, 'session', async (page) => {
    await row(page, /^search ?: requests 2, errors 1/).waitFor();
    await row(page, /^plan ?: model gpt-4o-mini/).waitFor();
    await row(page, /^flight ?: .*first token/).waitFor();
  });
  const { page } = desk;
  const labels = await page
    .getByRole('treeitem')
    .evaluateAll((items) =>
      items.map((item) => [item.getAttribute('aria-level'), item.textContent?.split(':')[0]]),
    );
  expect(labels.map(([level, label]) => `${level} ${label}`)).toEqual([
    '1 plan',
    '2 hotel',
    '3 search',
    expect.stringMatching(/^4 gpt-4o-mini/),
    expect.stringMatching(/^4 gpt-4o-mini/),
    '2 flight',
    '1 book',
    expect.stringMatching(/^1 gpt-4o-mini/),
  ]);
  await row(page, /^flight/)
    .locator('[data-bar]')
    .hover();
  await page.getByRole('tooltip').getByText('First token').waitFor();
  await shoot(page, 'session-hover-light');
});

test('keys move in the tree, open requests in place and walk on', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}${tripPath}`);
  await row(page, /^plan/).focus();
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toMatch(/^hotel/);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => row(page, /^search/).count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await row(page, /^search/).waitFor();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowDown');
  expect(await focused(page)).toMatch(/^flight/);
  await page.keyboard.press('Enter');
  await drawer(page).waitFor();
  const flightId = new URL(page.url()).searchParams.get('request');
  expect(ids).toContain(flightId);
  await drawer(page).getByRole('tab', { name: 'Conversation' }).waitFor();
  await checkScreen(desk, 'session-request');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => new URL(page.url()).searchParams.get('request')).not.toBe(flightId);
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^book/);
  // The link alone brings the request into sight.
  await page.goto(`${webUrl}${tripPath}?request=${flightId}`);
  await drawer(page).waitFor();
  await page.getByRole('treeitem', { selected: true }).waitFor();
});

test('its requests, its user and idle time', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}${tripPath}`);
  expect(await page.getByRole('link', { name: 'ada@example.com' }).getAttribute('href')).toBe(
    '/users/ada%40example.com',
  );
  await page.getByRole('link', { name: 'Show requests' }).click();
  await page.waitForURL('**/requests?**');
  await page.getByText('All 6 requests of this time range').waitFor();
});

test('a session of 10,000 requests', async () => {
  await multiplySession(clickhouseUrl, { from: 'support-7', to: 'evaluation', requests: 10_000 });
  await screens.check('/sessions/evaluation', 'session-large', async (page) => {
    await page.getByText('10,000').first().waitFor();
    await row(page, /^suite 0 ?: requests 500/).waitFor();
  });
  const { page } = desk;
  await page.getByRole('button', { name: 'Expand all' }).click();
  await page.getByRole('treeitem').first().focus();
  await page.keyboard.press('End');
  await expect.poll(() => focused(page)).toMatch(/^gpt-4o-mini/);
  expect(await page.getByRole('treeitem').count()).toBeLessThan(120);
  await page.getByRole('button', { name: 'Collapse all' }).click();
  await expect.poll(() => page.getByRole('treeitem').count()).toBe(20);
});

test('a session that is not there, and one that can not be loaded', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/sessions/nothing`);
  await page.getByText('There is no such session').waitFor();
  await checkScreen(desk, 'session-unknown');
  await page.route('**/api/v1/sessions/**', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto(`${webUrl}/sessions`);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  await checkScreen(desk, 'sessions-error');
  await page.goto(`${webUrl}${tripPath}`);
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  await page.unroute('**/api/v1/sessions/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await row(page, /^plan/).waitFor();
});

test('nothing complained on the console', () => {
  expect(screens.problems().filter((problem) => !problem.includes('503'))).toEqual([]);
});
