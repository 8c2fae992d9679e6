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
let ids: string[] = [];

const call = (content: string, headers: Record<string, string> = {}) => ({
  path: '/v1/chat/completions',
  body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] },
  headers: { 'Helicone-Cache-Enabled': 'true', ...headers },
});

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

const kept = (page: Page) => page.getByText(/^\d+ answers? (is|are) kept$/);

test('an organization that has not used the cache', async () => {
  key = await signUp(screens, webUrl, 'Margaret Hamilton');
  await screens.check('/cache', 'cache-empty', async (shown) => {
    await shown.getByText('No request used the cache in this time').waitFor();
    await kept(shown).waitFor();
  });
});

test('hits, misses and what they saved', async () => {
  const questions = ['What is the capital of France?', 'Write a haiku about autumn.', 'Summarise the news.'];
  for (let round = 0; round < 6; round++) {
    const asked = questions.slice(0, round < 3 ? 3 : 2).map((content) => call(content));
    ids.push(...(await sendCalls(proxyUrl, key, asked)));
  }
  ids.push(...(await sendCalls(proxyUrl, key, [call('Only once', { 'Helicone-Cache-Seed': 'user-1' })])));
  const logged = await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  expect(logged.filter(({ cacheHit }) => cacheHit)).toHaveLength(12);
  await screens.check('/cache?range=1h', 'cache', async (page) => {
    await page.getByText('12 of 16 requests').waitFor();
    await page.locator('svg .recharts-bar-rectangle').first().waitFor();
    await page.getByRole('table', { name: 'Most served requests' }).getByText('capital of France').waitFor();
    await page.getByText('4 answers are kept').waitFor();
  });
});

test('a hit leads to the original', async () => {
  const hit = (await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)))).find(
    ({ cacheHit }) => cacheHit,
  );
  if (hit === undefined) throw new Error('no hit');
  await screens.check(`/requests?request=${hit.id}`, 'request-cached', async (page) => {
    await page.getByRole('region', { name: 'Cache' }).getByText('Answered from the cache').waitFor();
  });
  const { page } = desk;
  await page.getByRole('link', { name: 'Show the original' }).click();
  await page.getByRole('region', { name: 'Cache' }).getByText('Not in the cache').waitFor();
  expect(new URL(page.url()).searchParams.get('request')).toBe(hit.cache?.originalId);
});

test('purging, of one request, of a seed and of everything', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/cache?range=1h`);
  await page.getByRole('button', { name: 'Purge What is the capital of France?' }).click();
  await page.getByRole('alertdialog').getByText('can’t be undone').waitFor();
  await checkScreen(desk, 'cache-purge-request');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Purge' }).click();
  await page.getByText('3 answers are kept').waitFor();

  await page.getByRole('button', { name: 'Purge', exact: true }).click();
  await page.getByRole('dialog').getByLabel('What').click();
  await page.getByRole('option', { name: 'Of one model' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Enter the name of a model').waitFor();
  await checkScreen(desk, 'cache-purge-form');
  await page.getByRole('dialog').getByLabel('What').click();
  await page.getByRole('option', { name: 'Of one seed' }).click();
  await page.getByRole('dialog').getByLabel('Seed').fill('user-1');
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alertdialog').getByText('with the seed user-1').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Purge' }).click();
  await page.getByText('2 answers are kept').waitFor();

  await page.getByRole('button', { name: 'Purge', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Purge' }).click();
  await page.getByText('0 answers are kept').waitFor();
  ids = await sendCalls(proxyUrl, key, [call('What is the capital of France?')]);
  const [again] = await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  expect(again?.cacheStatus).toBe('miss');
});

test('figures that can not be loaded', async () => {
  const { page } = desk;
  await page.route('**/api/v1/cache**', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto(`${webUrl}/cache`);
  await page.getByText('The figures of the cache could not be loaded').waitFor();
  await checkScreen(desk, 'cache-error');
  await page.unroute('**/api/v1/cache**');
});

test('nothing complained on the console', () => {
  expect(screens.problems().filter((problem) => !problem.includes('503'))).toEqual([]);
});
