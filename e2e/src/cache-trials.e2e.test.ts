import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';

const call = (content: string, semantic: string, answer: string) => ({
  path: '/v1/chat/completions',
  body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content }] },
  headers: {
    'Helicone-Cache-Enabled': 'true',
    'Helicone-Cache-Semantic': semantic,
    'Helicone-Cache-Semantic-Threshold': '0.8',
    'x-fake-text': answer,
  },
});
const send = async (...calls: ReturnType<typeof call>[]) => {
  const ids = await sendCalls(proxyUrl, key, calls);
  return Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
};

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  key = await signUp(screens, webUrl, 'Katherine Johnson');
});
afterAll(() => screens.close());

test('without trials the page says what they are', async () => {
  const reset = 'Open Settings, choose Security and press Reset password.';
  await send(
    call('How do I reset my password?', 'true', reset),
    call('What is the state of my order number 48213?', 'true', 'It left the warehouse yesterday.'),
  );
  await screens.check('/cache?range=1h', 'cache-trials-none', (page) =>
    page.getByText('No trials in this time').waitFor(),
  );
});

test('trials as points, thresholds and answers to be looked at', async () => {
  const logged = await send(
    call(
      'How can I reset my password?',
      'shadow',
      'Open Settings, choose Security, then press Reset password.',
    ),
    call(
      'How do I reset my own password?',
      'shadow',
      'Open Settings, choose Security and press Reset password.',
    ),
    call('How do I now reset my password?', 'shadow', 'Today a reset is made at the desk.'),
    call(
      'Please, how do I reset my password?',
      'shadow',
      'Ask whoever runs the shop; only they can do that.',
    ),
    call('What is the state of my order number 48231?', 'shadow', 'It left the warehouse yesterday.'),
  );
  expect(logged.filter(({ cache }) => cache?.shadow)).toHaveLength(5);
  await screens.check('/cache?range=1h', 'cache-trials', async (page) => {
    await page.locator('svg .recharts-scatter-symbol').first().waitFor();
    await page.getByRole('table', { name: 'Thresholds' }).waitFor();
    await page.getByText('Please, how do I reset my password?').first().waitFor();
    await page.getByRole('heading', { name: 'To be looked at' }).scrollIntoViewIfNeeded();
  });
});

test('a semantic hit and a trial in a request’s details', async () => {
  const [hit] = await send(call('how do I reset my password', 'true', 'never said'));
  expect(hit?.cache).toMatchObject({ status: 'hit', kind: 'semantic' });
  await screens.check(`/requests?request=${hit?.id ?? ''}`, 'request-semantic', async (page) => {
    await page.getByRole('region', { name: 'Cache' }).getByText('a question of the same meaning').waitFor();
  });
  const { page } = desk;
  await page.goto(`${webUrl}/cache?range=1h`);
  await page.getByRole('link', { name: 'Please, how do I reset my password?' }).click();
  await page.getByRole('region', { name: 'Cache' }).getByText('of its words with this one').waitFor();
  await checkScreen(desk, 'request-trial');
});

test('trials that can not be loaded', async () => {
  const { page } = desk;
  await page.route('**/api/v1/cache/trials', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto(`${webUrl}/cache?range=1h`);
  await page.getByText('The trials could not be loaded').waitFor();
  await checkScreen(desk, 'cache-trials-error');
  await page.unroute('**/api/v1/cache/trials');
});

test('nothing complained on the console', () => {
  expect(screens.problems().filter((problem) => !problem.includes('503'))).toEqual([]);
});
