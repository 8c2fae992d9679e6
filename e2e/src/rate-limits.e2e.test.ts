import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

const dialog = (page: Page) => page.getByRole('dialog');

function call(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${proxyUrl}/demo/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'Helicone-Auth': `Bearer ${key}`, ...headers },
    body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Say hello' }] }),
  });
}

test('an organization without rules', async () => {
  key = await signUp(screens, webUrl, 'Katherine Johnson');
  await screens.check('/rate-limits', 'rate-limits-empty', async (shown) => {
    await shown.getByText('No rules yet').waitFor();
    await shown.getByText('No request was limited in this time').waitFor();
  });
});

test('a rule is added, and what it refuses shows up', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/rate-limits`);
  await page.getByRole('button', { name: 'Add rule' }).click();
  await dialog(page).getByRole('button', { name: 'Save rule' }).click();
  await dialog(page).getByText('Give the rule a name').waitFor();
  await dialog(page).getByLabel('Name').fill('Fair use');
  await dialog(page).getByLabel('At most').fill('2');
  await dialog(page).getByText('All requests together: at most 2 requests an hour').waitFor();
  await checkScreen(desk, 'rate-limits-rule');
  await dialog(page).getByRole('button', { name: 'Save rule' }).click();
  await page.getByRole('row', { name: /Fair use/ }).waitFor();
  await expect.poll(async () => (await call()).headers.get('helicone-ratelimit-limit')).toBe('2');
  let refused = await call();
  while (refused.status !== 429) refused = await call();
  const header = await call({ 'Helicone-RateLimit-Policy': '1;w=60;u=user', 'Helicone-User-Id': 'ada' });
  expect(header.status).toBe(429);
  await untilLogged(webUrl, key, header.headers.get('helicone-id') ?? '');
  await screens.check('/rate-limits?range=1h', 'rate-limits', async (shown) => {
    await shown.getByRole('table', { name: 'Latest limited requests' }).waitFor();
    await shown.locator('svg .recharts-bar-rectangle').first().waitFor();
  });
  await screens.check(`/requests?request=${header.headers.get('helicone-id')}`, 'request-limited', (shown) =>
    shown.getByText('Refused by a rule under Rate limits').waitFor(),
  );
});

test('a rule is switched off, and deleted', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/rate-limits`);
  await page.getByRole('button', { name: 'Switch off Fair use' }).click();
  await page.getByRole('button', { name: 'Switch on Fair use' }).waitFor();
  await expect.poll(async () => (await call()).status).toBe(200);
  await page.getByRole('button', { name: 'Delete Fair use' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete rule' }).click();
  await page.getByText('No rules yet').waitFor();
});

test('a key gets a budget, limits and an end', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/settings/keys`);
  await page.getByRole('button', { name: 'Edit Browser tests' }).click();
  await dialog(page).getByLabel('Monthly budget').fill('50');
  await dialog(page).getByLabel('Last day').fill('2099-12-31');
  await dialog(page).getByRole('button', { name: 'Add limit' }).click();
  await checkScreen(desk, 'key-limits');
  await dialog(page).getByRole('button', { name: 'Save key' }).click();
  await screens.check('/settings/keys', 'keys-limited', async (shown) => {
    await shown.getByText('$0.00 of $50.00 this month (0 %)').waitFor();
    await shown.getByText('60 requests a minute').waitFor();
    await shown.getByText('Until 2099-12-31').waitFor();
  });
  expect(screens.problems()).toEqual([]);
});
