import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls, variedTraffic } from './platform/varied-traffic.ts';
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

test('an organization without users or properties is told what to send', async () => {
  key = await signUp(screens, webUrl, 'Dorothy Vaughan');
  await screens.check('/users', 'users-empty', (shown) =>
    shown.getByText('Helicone-User-Id: anna@example.com').waitFor(),
  );
  await screens.check('/properties', 'properties-empty', (shown) =>
    shown.getByText('Helicone-Property-Feature: search').waitFor(),
  );
});

test('users are listed, searched for and sorted', async () => {
  const calls = variedTraffic().map((call, index) =>
    index % 4 === 0 ? { ...call, headers: { ...call.headers, 'Helicone-User-Id': "o'brien/ops?" } } : call,
  );
  const ids = await sendCalls(proxyUrl, key, calls);
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  await screens.check('/users?range=1h', 'users', async (page) => {
    await page.getByRole('link', { name: "User o'brien/ops?" }).waitFor();
    await page.getByText('All 4 users of this time range').waitFor();
  });
  const { page } = desk;
  await page.getByRole('button', { name: 'Requests', exact: true }).click();
  const first = page.locator('[data-row-link]').first();
  await expect.poll(() => first.getAttribute('aria-label')).toBe("User o'brien/ops?");
  await page.getByLabel('Search users').fill('grace');
  await page.getByText('One user of this time range').waitFor();
  expect(new URL(page.url()).searchParams.get('search')).toBe('grace');
  await page.getByLabel('Search users').fill('nobody at all');
  await page.getByText('No user is called that').waitFor();
  await checkScreen(desk, 'users-no-match');
  await page.getByRole('button', { name: 'Clear search' }).click();
  await page.getByText('All 4 users of this time range').waitFor();
});

test('a user has a page', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: "User o'brien/ops?" }).click();
  await page.getByRole('heading', { name: "o'brien/ops?" }).waitFor();
  await screens.check("/users/o'brien%2Fops%3F?range=1h", 'user', async (shown) => {
    await shown.getByText('all there ever were').waitFor();
    await shown.locator('svg .recharts-bar-rectangle').first().waitFor();
    await shown.getByRole('table', { name: 'Models' }).getByText('claude-sonnet').first().waitFor();
    await shown.getByRole('table', { name: 'Latest sessions' }).getByRole('link').first().waitFor();
  });
  await page.getByRole('link', { name: 'Show requests' }).click();
  await page.waitForURL('**/requests?**');
  expect(new URL(page.url()).searchParams.get('q')).toContain("o'brien/ops?");
  await page.getByText('All 7 requests of this time range').waitFor();
  await page.goto(`${webUrl}/users/nobody`);
  await page.getByText('No requests of this user in this time range').waitFor();
  await checkScreen(desk, 'user-unknown');
});

test('properties are listed, and each has its values', async () => {
  await screens.check('/properties?range=1h', 'properties', async (page) => {
    await page.getByRole('link', { name: 'Property Environment' }).waitFor();
    await page.getByText('All 2 properties of this time range').waitFor();
  });
  await screens.check('/properties/Feature?range=1h', 'property', async (page) => {
    await page.getByRole('link', { name: 'Requests with Feature summaries' }).waitFor();
    await page.locator('svg .recharts-bar-rectangle').first().waitFor();
  });
  const { page } = desk;
  await page.getByRole('radio', { name: 'Cost' }).click();
  await page.getByRole('figure', { name: 'Cost by Feature over time' }).waitFor();
  await page.getByRole('button', { name: 'Errors' }).click();
  await page
    .getByRole('columnheader', { name: 'Errors' })
    .and(page.locator('[aria-sort=descending]'))
    .waitFor();
  await page.locator('table[aria-busy=false]').waitFor();
  await checkScreen(desk, 'property-cost');
  await page.getByRole('link', { name: 'Requests with Feature search' }).click();
  await page.waitForURL('**/requests?**');
  expect(new URL(page.url()).searchParams.get('q')).toBe('property.Feature:search');
  await page.getByText('All 8 requests of this time range').waitFor();
});

test('what can not be loaded can be asked for again', async () => {
  const { page } = desk;
  await page.route('**/api/v1/{users,properties}/**', (route) => route.fulfill({ status: 503, body: '{}' }));
  for (const path of ['users', 'users/grace', 'properties', 'properties/Feature']) {
    await page.goto(`${webUrl}/${path}`);
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await checkScreen(desk, `${path.replace('/', '-')}-error`);
  }
  await page.unroute('**/api/v1/{users,properties}/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Requests with Feature search' }).waitFor();
});

test('nothing complained on the console', () => {
  expect(screens.problems().filter((problem) => !problem.includes('503'))).toEqual([]);
});
