import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { signUp } from './platform/sign-up.ts';
import { sendCalls, variedTraffic } from './platform/varied-traffic.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

test('an organization without requests', async () => {
  key = await signUp(screens, webUrl, 'Joan Clarke');
  await screens.check('/cost', 'cost-empty', async (page) => {
    await page.getByText('No requests in this time').waitFor();
    await page.getByText('Nothing in this time has both').waitFor();
    await page.getByText('No key has a budget').waitFor();
    await page.getByText('No request of this time repeats an earlier one').waitFor();
    await page.getByText('there is nothing to compare').waitFor();
  });
});

test('the month, budgets, breakdown, matrix and other models', async () => {
  await desk.page.request.post(`${webUrl}/api/v1/keys`, { data: { name: 'Team', monthlyBudgetUsd: '25' } });
  const ids = await sendCalls(proxyUrl, key, variedTraffic());
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  await screens.check('/cost', 'cost', async (page) => {
    await page.getByText('25 requests').first().waitFor();
    await page
      .getByRole('table', { name: 'Cost by Model', exact: true })
      .getByText('claude-sonnet-4')
      .waitFor();
    await page.getByRole('table', { name: 'Cost by Model and User' }).getByText('ada@example.com').waitFor();
    await page.getByRole('table', { name: 'Budgets of keys' }).getByText('Team').waitFor();
    await page.getByRole('table', { name: 'Repeated requests' }).getByRole('link').first().waitFor();
    await page.getByRole('table', { name: 'The same usage with other models' }).waitFor();
    await page.locator('svg .recharts-bar-rectangle').first().waitFor();
  });
});

test('a cell of the matrix leads to its requests, whose costs make up the cell', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/cost?range=24h`);
  const table = page.getByRole('table', { name: 'Cost by Model and User' });
  const cell = table.getByRole('link').first();
  const text = (await cell.textContent()) ?? '';
  const href = (await cell.getAttribute('href')) ?? '';
  const filter = new URL(href, webUrl).searchParams.get('q');
  const now = Date.now();
  const timeRange = {
    from: new Date(now - 86_400_000).toISOString(),
    to: new Date(now + 60_000).toISOString(),
  };
  const answer = await page.request.post(`${webUrl}/api/v1/requests/query`, {
    data: { timeRange, filter, limit: 100 },
  });
  const { items } = (await answer.json()) as { items: { costUsd: string | null }[] };
  expect(items.length).toBeGreaterThan(0);
  const sum = items.reduce((total, { costUsd }) => total + Number(costUsd ?? 0), 0);
  expect(Number(text.replace('$', ''))).toBeCloseTo(sum, 5);
  await cell.click();
  await page.waitForURL('**/requests?**');
  await page.getByRole('table').first().waitFor();
});

test('repeated requests lead to all that are identical', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/cost?range=24h`);
  const row = page.getByRole('table', { name: 'Repeated requests' }).getByRole('row').nth(1);
  const times = Number(await row.getByRole('cell').nth(1).innerText());
  expect(times).toBeGreaterThan(1);
  await row.getByRole('link').click();
  await page.waitForURL(/request-hash/);
  await page.getByText(`All ${times} requests of this time range`).waitFor();
});

test('by prompt version, by a property, and with other models of another provider', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/cost?range=24h`);
  await page.getByLabel('Break cost down by').click();
  await page.getByRole('option', { name: 'Prompt version' }).click();
  await page
    .getByRole('table', { name: 'Cost by Prompt version', exact: true })
    .getByText('support · 1')
    .waitFor();
  await page.getByLabel('Break cost down by').click();
  await page.getByRole('option', { name: 'Feature' }).click();
  await page
    .getByRole('table', { name: 'Cost by Feature', exact: true })
    .getByText('customer_support')
    .waitFor();
  await page.getByLabel('Provider of the other models').click();
  await page.getByRole('option', { name: 'Models of Mistral' }).click();
  await page
    .getByRole('table', { name: 'The same usage with other models' })
    .getByText('mistral')
    .first()
    .waitFor();
  await checkScreen(desk, 'cost-by-feature');
  expect(screens.problems()).toEqual([]);
});
