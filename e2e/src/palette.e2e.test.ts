import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  await signUp(screens, webUrl, 'Mary Jackson');
});
afterAll(() => screens.close());

const palette = () => desk.page.getByRole('dialog', { name: 'Search and commands' });
const shortcuts = () => desk.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const atPath = (path: string) => desk.page.waitForURL((url) => url.pathname === path);

test('the palette leads to pages, to requests and to what can be done', async () => {
  const { page } = desk;
  await page.keyboard.press('Control+k');
  await palette().waitFor();
  await page.keyboard.type('rate');
  await page.keyboard.press('Enter');
  await atPath('/rate-limits');
  expect(await palette().count()).toBe(0);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('user:ada status:5xx');
  await palette().getByRole('option', { name: 'Requests that match user:ada status:5xx' }).click();
  await atPath('/requests');
  expect(new URL(page.url()).searchParams.get('q')).toBe('user:ada status:5xx');

  const id = '0199d6c0-0000-7000-8000-000000000001';
  await page.keyboard.press('Control+k');
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await page.getByText('There is no such request').waitFor();
  expect(new URL(page.url()).searchParams.get('request')).toBe(id);

  await page.goto(`${webUrl}/settings/keys`);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.keyboard.type('base url');
  await page.keyboard.press('Enter');
  await page.getByText('Base URL copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(proxyUrl);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('dark');
  await page.keyboard.press('Enter');
  await page.locator('html.dark').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('qwxz');
  await palette().getByText('Requests of user qwxz').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme light');
  await page.keyboard.press('Enter');
  await page.locator('html:not(.dark)').waitFor({ state: 'attached' });
  // From here on as the system has it again.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme system');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => localStorage.getItem('heliograph-theme') === 'system');
});

test('keys lead to pages, except where they are letters or turned off', async () => {
  const { page } = desk;
  await page.locator('#main').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await atPath('/cache');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await atPath('/requests');
  await page.getByLabel('Filter', { exact: true }).fill('');
  await page.getByLabel('Filter', { exact: true }).pressSequentially('gc?');
  expect(await page.getByLabel('Filter', { exact: true }).inputValue()).toBe('gc?');
  expect(await shortcuts().count()).toBe(0);

  await page.goto(`${webUrl}/settings/keys`);
  await page.getByRole('heading', { name: 'API keys' }).waitFor();
  await page.locator('#main').focus();
  await page.keyboard.press('?');
  await shortcuts().getByText('Next row').waitFor();
  await shortcuts().getByLabel('Shortcuts of single keys').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await palette().waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings/keys');
  expect(await shortcuts().count()).toBe(0);
  await page.keyboard.type('shortcuts');
  await page.keyboard.press('Enter');
  await shortcuts().getByLabel('Shortcuts of single keys').check();
});

test('both windows in every look', async () => {
  await screens.check('/requests', 'palette', async (page) => {
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('option', { name: 'Rate limits' }).waitFor();
    await page.keyboard.type('ada');
    await page.getByRole('option', { name: 'Requests of user ada' }).waitFor();
  });
  await screens.check('/requests', 'shortcuts', async (page) => {
    await page.getByText('Waiting for your first request').waitFor();
    await page.locator('#main').focus();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });
});

test('what holds for the organization', async () => {
  await screens.check('/settings', 'general', (page) =>
    page.getByRole('radio', { name: 'As this server is set up', checked: true }).waitFor(),
  );
  const { page } = desk;
  await page.getByRole('radio', { name: 'Let the call go on, with a warning' }).click();
  await page.getByText('The proxies keep to it within a second.').waitFor();
  await page.reload();
  await page.getByRole('radio', { name: 'Let the call go on, with a warning', checked: true }).waitFor();

  await page.route('**/api/v1/organization/settings', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  );
  await page.getByRole('radio', { name: 'Refuse the call' }).click();
  await page.getByText('The setting is as it was').waitFor();
  await page.getByRole('radio', { name: 'Let the call go on, with a warning', checked: true }).waitFor();
  await page.unroute('**/api/v1/organization/settings');
  await page.route('**/api/v1/organization/settings', (route) => route.abort());
  await page.reload();
  await page.getByText('The settings could not be loaded').waitFor();
  await checkScreen(desk, 'general-away');
  await page.unroute('**/api/v1/organization/settings');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('radio', { name: 'Let the call go on, with a warning', checked: true }).waitFor();
});
