import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';
const ids: string[] = [];

const call = (headers: Record<string, string>) => ({
  path: '/v1/chat/completions',
  body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is the capital of France?' }] },
  headers,
});

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

const dialog = (page: Page) => page.getByRole('dialog');

test('an organization without prices of its own', async () => {
  key = await signUp(screens, webUrl, 'Grace Hopper');
  await screens.check('/settings/prices', 'prices-empty', async (shown) => {
    await shown.getByText('No prices of your own').waitFor();
    await shown.getByText('Every request of the last 30 days').waitFor();
    await shown.getByText('None yet.').waitFor();
  });
});

test('a model that nobody knows has no price, and the list says so', async () => {
  const house = { 'Helicone-Model-Override': 'house-model' };
  ids.push(
    ...(await sendCalls(proxyUrl, key, [
      call(house),
      call(house),
      call({}),
      call({ ...house, 'Helicone-Price-Input': '1', 'Helicone-Price-Output': '2' }),
    ])),
  );
  const logged = await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  expect(logged.map(({ costSource }) => costSource).sort()).toEqual(['header', 'none', 'none', 'table']);
  await screens.check('/requests', 'requests-unpriced', (page) =>
    page.getByText('2 requests have no price: house-model.').waitFor(),
  );
});

test('a price is added for it, after some mistakes', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests`);
  await page.getByRole('link', { name: 'Add a price' }).click();
  await dialog(page).getByText('Add a price').waitFor();
  expect(await dialog(page).getByLabel('Model').inputValue()).toBe('house-model');
  await dialog(page).getByText('The price table has no price for this model.').waitFor();
  await dialog(page).getByLabel('Input', { exact: true }).fill('cheap');
  await dialog(page).getByRole('button', { name: 'Save price' }).click();
  await dialog(page).getByText('A price is a decimal number').waitFor();
  await checkScreen(desk, 'price-form-errors');
  await dialog(page).getByLabel('Input', { exact: true }).fill('1.5');
  await dialog(page).getByLabel('Output', { exact: true }).fill('6');
  await dialog(page).getByText('More prices').click();
  await dialog(page).getByLabel('Cached input', { exact: true }).fill('0.15');
  await dialog(page).getByLabel('Note').fill('Contract of November');
  await dialog(page).getByRole('button', { name: 'Save price' }).click();
  await dialog(page).getByText('Recalculate costs').waitFor();
  await checkScreen(desk, 'repricing-form');
});

test('earlier requests get it by a recalculation', async () => {
  const { page } = desk;
  await dialog(page).getByRole('button', { name: 'Recalculate' }).click();
  await page.getByText('2 of 2 requests looked at, 2 changed.').waitFor();
  const [detail] = await Promise.all(ids.map((id) => untilLogged(webUrl, key, id))).then((all) =>
    all.filter(({ costSource }) => costSource === 'custom'),
  );
  if (detail === undefined) throw new Error('no request has the new price');
  const { inputTokens, outputTokens } = detail.usage;
  expect(Number(detail.costUsd)).toBeCloseTo((inputTokens * 1.5 + outputTokens * 6) / 1e6, 12);
  await screens.check('/settings/prices', 'prices', async (shown) => {
    await shown.getByRole('table', { name: 'Prices in force' }).getByText('house-model').waitFor();
    await shown.getByText('2 of 2 requests looked at').waitFor();
  });
  await screens.check(`/requests?request=${detail.id}`, 'request-cost', async (shown) => {
    await shown.getByRole('tab', { name: 'Timing and cost' }).click();
    const cost = shown.getByRole('region', { name: 'Cost' });
    await cost.getByText('Your price book').waitFor();
    await cost.getByText(/custom:/).waitFor();
  });
});

test('a price is edited, and removed', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/settings/prices`);
  await page.getByRole('button', { name: 'Edit the price of house-model' }).click();
  expect(await dialog(page).getByLabel('Cached input', { exact: true }).inputValue()).toBe('0.15');
  await dialog(page).getByLabel('Input', { exact: true }).fill('2');
  await dialog(page).getByRole('button', { name: 'Save price' }).click();
  await dialog(page).getByRole('button', { name: 'Not now' }).click();
  const book = page.getByRole('table', { name: 'Prices in force' });
  await book.getByText('$2.00', { exact: true }).waitFor();
  await page.getByText('History (1)').click();
  await page.getByRole('table', { name: 'Prices that were removed or replaced' }).getByText('$1.5').waitFor();
  await checkScreen(desk, 'prices-history');
  await page.getByRole('button', { name: 'Remove the price of house-model' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove price' }).click();
  await page.getByText('No prices of your own').waitFor();
});

test('nothing complained on the console', () => {
  expect(screens.problems()).toEqual([]);
});
