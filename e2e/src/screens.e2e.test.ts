import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { openPage, shoot } from './platform/browser.ts';
import { checkScreen, type Look, openScreens, type Screens, setHidden } from './platform/looks.ts';
import { sendCalls, variedTraffic } from './platform/varied-traffic.ts';

const { webUrl, proxyUrl } = inject('platform');
const person = {
  name: 'Ada Lovelace',
  email: `ada-${Date.now()}@example.com`,
  password: 'correct horse battery',
};
const plainCall = {
  path: '/v1/chat/completions',
  body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] },
  headers: {},
};

let screens: Screens;
let desk: Look;
let key = '';

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

const table = (page: Page) => page.getByRole('table', { name: 'Requests' });
const links = (page: Page) => table(page).getByRole('link', { name: /^Request .+ at / });
const drawer = (page: Page) => page.getByRole('dialog', { name: 'Request details' });
const openedId = (page: Page) => new URL(page.url()).searchParams.get('request');

test('whoever likes it dark gets it dark from the start', async () => {
  const browser = desk.context.browser();
  if (browser === null) throw new Error('no browser');
  const { page, context, problems } = await openPage(browser, { colorScheme: 'dark' });
  await page.goto(`${webUrl}/sign-in`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.locator('html').getAttribute('class')).toContain('dark');
  expect(problems).toEqual([]);
  await context.close();
});

test('sign-in and sign-up', async () => {
  await screens.check('/sign-in', 'sign-in', (page) =>
    page.getByRole('heading', { name: 'Sign in' }).waitFor(),
  );
  await screens.check('/sign-up', 'sign-up', (page) =>
    page.getByRole('heading', { name: 'Create your account' }).waitFor(),
  );
  const { page } = desk;
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Enter your e-mail address.').waitFor();
  await checkScreen(desk, 'sign-up-errors');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/requests');
  await screens.shareSession();
});

test('onboarding keeps a key on the page until it is copied', async () => {
  await screens.check('/requests', 'onboarding', (page) =>
    page.getByText('Waiting for your first request').waitFor(),
  );
  const { page } = desk;
  await page.getByRole('button', { name: 'Create key' }).click();
  const field = page.getByLabel('API key', { exact: true });
  key = await field.inputValue();
  await sendCalls(proxyUrl, key, [plainCall]);
  await page.getByText('Your first request arrived').waitFor();
  expect(await field.inputValue()).toBe(key);
  await checkScreen(desk, 'onboarding-arrived');
  await page.getByRole('button', { name: 'Copy key' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await page.getByRole('button', { name: 'Show requests' }).click();
  await links(page).first().waitFor();
});

test('the list of varied requests', async () => {
  const ids = await sendCalls(proxyUrl, key, variedTraffic());
  expect(new Set(ids).size).toBe(25);
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  await screens.check('/requests', 'requests', (page) => page.getByText('All 26 requests').waitFor());
  const { page } = desk;
  await table(page).getByText('Anthropic', { exact: true }).first().waitFor();
  await table(page).getByText('200 cut off').waitFor();
});

test('a filter is written by keyboard, mended, edited and taken away', async () => {
  const { page } = desk;
  const bar = page.getByRole('combobox', { name: 'Filter' });
  const proposals = page.getByRole('listbox', { name: 'Proposals' });
  const chips = page.getByRole('list', { name: 'Filters' }).getByRole('listitem');
  const filter = () => new URL(page.url()).searchParams.get('q');
  await page.keyboard.press('/');
  await proposals.getByRole('option', { name: 'model Model' }).waitFor();
  await checkScreen(desk, 'filter-fields');
  // The check takes the focus.
  await bar.focus();
  await page.keyboard.type('prov');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await proposals.getByRole('option', { name: 'anthropic' }).waitFor();
  await page.keyboard.type('anth');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(filter).toBe('provider:anthropic');
  await page.keyboard.type('latency:>soon');
  await page.keyboard.press('Enter');
  await page.getByText('Latency takes a duration').waitFor();
  await checkScreen(desk, 'filter-mistake');
  await bar.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('status:2xx (stream:true OR stream:false)');
  await page.keyboard.press('Enter');
  await expect.poll(filter).toBe('provider:anthropic status:2xx (stream:true OR stream:false)');
  expect(await chips.count()).toBe(3);
  await checkScreen(desk, 'filtered');
  await bar.focus();
  await page.keyboard.press('Backspace');
  expect(await bar.inputValue()).toBe('(stream:true OR stream:false)');
  await expect.poll(filter).toBe('provider:anthropic status:2xx');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Remove filter status:2xx' }).click();
  await expect.poll(filter).toBe('provider:anthropic');
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await page.getByText('All 26 requests').waitFor();
});

test('an address whose filter is broken says so and can be mended', async () => {
  await screens.check('/requests?q=modle:gpt-4o', 'filter-broken', (page) =>
    page.getByText("This filter can't be read").waitFor(),
  );
  const { page } = desk;
  const bar = page.getByRole('combobox', { name: 'Filter' });
  expect(await bar.inputValue()).toBe('modle:gpt-4o');
  await bar.fill('model:~gpt-4o');
  await bar.press('Enter');
  await links(page).first().waitFor();
});

test.each([
  ['plain', 'step_0'],
  ['streamed', 'step_10'],
  ['failed', 'step_4'],
])('the details of a %s request', async (kind, name) => {
  await screens.check(`/requests?q=name:${name}`, `details-${kind}`, async (page) => {
    await links(page).first().click();
    await drawer(page).getByRole('list', { name: 'Messages' }).waitFor();
  });
});

test('bodies and headers of the request that is open', async () => {
  const { page } = desk;
  for (const tab of ['Request', 'Response', 'Headers']) {
    await drawer(page).getByRole('tab', { name: tab, exact: true }).click();
    await checkScreen(desk, `details-tab-${tab.toLowerCase()}`);
  }
});

test('the attempts of a request that was retried and fell back', async () => {
  const [id = ''] = await sendCalls(proxyUrl, key, [
    {
      ...plainCall,
      body: { ...plainCall.body, model: 'fake-error-503' },
      headers: {
        'Helicone-Request-Name': 'retried',
        'Helicone-Retry-Enabled': 'true',
        'Helicone-Retry-Num': '2',
        'Helicone-Retry-Min-Timeout': '40',
        'Helicone-Fallback': '[{"model": "gpt-4o-mini"}]',
      },
    },
  ]);
  await untilLogged(webUrl, key, id);
  await screens.check('/requests?name=retried', 'details-attempts', async (page) => {
    await links(page).first().click();
    await drawer(page).getByText('answered by the 1st fallback').waitFor();
    await drawer(page).getByRole('tab', { name: 'Attempts' }).click();
    const attempts = drawer(page).getByRole('list', { name: 'Attempts' }).getByRole('listitem');
    await expect.poll(() => attempts.count()).toBe(4);
    await attempts.last().scrollIntoViewIfNeeded();
  });
});

test('filters that nothing passes', async () => {
  await screens.check('/requests?q=model:none property.Feature:none', 'no-match', (page) =>
    page.getByText('No requests match').waitFor(),
  );
  await desk.page.getByRole('button', { name: 'Clear filters' }).last().click();
  await desk.page.getByText('All 27 requests').waitFor();
});

test('API keys', async () => {
  await screens.check('/settings/keys', 'keys', (page) => page.getByText('My first key').first().waitFor());
  const { page } = desk;
  await page.getByRole('button', { name: 'Create key' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').waitFor();
  await checkScreen(desk, 'create-key');
  await page.keyboard.press('Escape');
});

test('the list by keyboard', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests`);
  await page.getByText('All 27 requests').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-request') ?? null);
  const ids = await page
    .locator('[data-request]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-request')));
  await page.keyboard.press('j');
  await expect.poll(focused).toBe(ids[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect.poll(focused).toBe(ids[1]);
  await page.keyboard.press('Enter');
  await drawer(page).waitFor();
  expect(openedId(page)).toBe(ids[1]);
  await page.keyboard.press('j');
  await expect.poll(() => openedId(page)).toBe(ids[2]);
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
  await expect.poll(focused).toBe(ids[2]);
});

test('a row is a link, too', async () => {
  const { page, context } = desk;
  await page.goto(`${webUrl}/requests?q=property.Environment:production`);
  const link = links(page).first();
  const [other] = await Promise.all([context.waitForEvent('page'), link.click({ button: 'middle' })]);
  await drawer(other).waitFor();
  expect(new URL(other.url()).searchParams.get('q')).toBe('property.Environment:production');
  expect(openedId(page)).toBeNull();
  await other.close();
  await link.click();
  await drawer(page).waitFor();
});

test('a body of megabytes opens, and a long text in it unfolds', async () => {
  const lines = Array.from(
    { length: 60_000 },
    (_, index) => `Line ${index} of a very long document that goes on and on`,
  );
  const content = `${lines.join('\n')}\nthe last words`;
  const [id = ''] = await sendCalls(proxyUrl, key, [
    { ...plainCall, body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] } },
  ]);
  await untilLogged(webUrl, key, id);
  const { page } = desk;
  await page.goto(`${webUrl}/requests?request=${id}`);
  const details = drawer(page);
  const ends = details.getByText(/the last words/);
  const unfold = details.getByRole('button', { name: /^Show all .+ characters$/ });
  await unfold.waitFor();
  expect(await ends.count()).toBe(0);
  await unfold.click();
  await expect.poll(() => ends.count()).toBeGreaterThan(0);
  await details.getByRole('tab', { name: 'Request', exact: true }).click();
  await details.getByRole('textbox', { name: 'Find in request body' }).fill('the last words');
  await details.getByText('1 of 1', { exact: true }).waitFor();
  await expect.poll(() => ends.count()).toBeGreaterThan(0);
  await shoot(page, 'details-large-light');
});

test('a hidden tab asks for nothing, and a reader keeps the place whatever came meanwhile', async () => {
  const { page, context } = desk;
  await page.goto(`${webUrl}/requests`);
  await page.getByText('All 28 requests').waitFor();
  await table(page).hover();
  await page.mouse.wheel(0, 300);
  const topRow = () =>
    page.evaluate(() => {
      const rows = [...document.querySelectorAll('[data-request]')];
      return rows.find((row) => row.getBoundingClientRect().top > 150)?.getAttribute('data-request') ?? null;
    });
  await expect
    .poll(() => page.evaluate(() => document.querySelector('table')?.parentElement?.scrollTop))
    .toBeGreaterThan(100);
  const reading = await topRow();

  await setHidden(page, true);
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/requests/query')) asked++;
  });
  const burst = Array.from({ length: 330 }, () => plainCall);
  const ids = await sendCalls(proxyUrl, key, burst);
  await untilLogged(webUrl, key, ids.at(-1) ?? '');
  // Another tab is the clock: what has come to it could have come to this one.
  const clock = await context.newPage();
  await clock.goto(`${webUrl}/requests`);
  await clock.locator('[data-request]').first().waitFor();
  ids.push(...(await sendCalls(proxyUrl, key, [plainCall])));
  await clock.locator(`[data-request="${ids.at(-1)}"]`).waitFor();
  await clock.close();
  const askedWhileHidden = asked;

  await setHidden(page, false);
  const button = page.getByRole('button', { name: /^\d+\+ new requests$/ });
  await button.waitFor();
  expect(askedWhileHidden).toBe(0);
  expect(await topRow()).toBe(reading);
  await shoot(page, 'requests-held-light');
  await button.click();
  await button.waitFor({ state: 'detached' });
  await expect.poll(topRow).not.toBe(reading);
  expect(ids).toContain(await page.locator('[data-request]').first().getAttribute('data-request'));
});

test('nothing complained on the console', () => {
  expect(screens.problems()).toEqual([]);
});
