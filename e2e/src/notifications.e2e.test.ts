import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { mailsTo } from './platform/mail-sink.ts';
import { signUp } from './platform/sign-up.ts';
import { startWebhookReceiver } from './platform/webhook-receiver.ts';

const { webUrl, proxyUrl, mailsUrl } = inject('platform');
let key = '';
let screens: Screens;
let desk: Look;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;

beforeAll(async () => {
  [screens, receiver] = await Promise.all([openScreens(webUrl), startWebhookReceiver()]);
  ({ desk } = screens);
});
afterAll(async () => {
  receiver.close();
  await screens.close();
});

const dialog = (page: Page) => page.getByRole('dialog');

async function choose(page: Page, field: string, option: string): Promise<void> {
  await dialog(page).getByLabel(field, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('an organization without channels', async () => {
  key = await signUp(screens, webUrl, 'Hedy Lamarr');
  await screens.check('/settings/notifications', 'notifications-empty', (shown) =>
    shown.getByText('No channels yet').waitFor(),
  );
});

test('an e-mail channel is added, and its test arrives', async () => {
  const { page } = desk;
  const address = `hedy-${Date.now()}@example.com`;
  await page.getByRole('button', { name: 'Add channel' }).click();
  await dialog(page).getByRole('button', { name: 'Save channel' }).click();
  await dialog(page).getByText('Give the channel a name').waitFor();
  await dialog(page).getByText('Give at least one address').waitFor();
  await checkScreen(desk, 'notifications-errors');
  await dialog(page).getByLabel('Name').fill('On call');
  await dialog(page).getByLabel('Addresses').fill(address);
  await dialog(page).getByText('Tell here when an API key').click();
  await dialog(page).getByRole('button', { name: 'Save channel' }).click();
  await page.getByRole('row', { name: /On call/ }).waitFor();
  await page.getByRole('button', { name: 'Send a test to On call' }).click();
  await page.getByText('On call took the test').waitFor();
  const [mail, ...others] = await mailsTo(mailsUrl, address);
  expect(others).toEqual([]);
  expect(mail?.source).toContain('Subject: Heliograph can reach this channel');
});

test('a webhook’s secret is shown once, and signs what is sent', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Add channel' }).click();
  await dialog(page).getByLabel('Name').fill('Hook');
  await choose(page, 'Kind', 'Webhook');
  await dialog(page).getByLabel('URL', { exact: true }).fill(receiver.url);
  await checkScreen(desk, 'notifications-webhook');
  await dialog(page).getByRole('button', { name: 'Save channel' }).click();
  await page.getByRole('heading', { name: 'The signing secret' }).waitFor();
  const secret = await dialog(page).getByLabel('Signing secret').inputValue();
  await checkScreen(desk, 'notifications-secret');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Send a test to Hook' }).click();
  await page.getByText('Hook took the test').waitFor();
  const [hook, ...others] = receiver.received;
  expect(others).toEqual([]);
  const [, seconds, digest] = /^t=(\d+),v1=(\w+)$/.exec(String(hook?.headers['heliograph-signature'])) ?? [];
  expect(digest).toBe(createHmac('sha256', secret).update(`${seconds}.${hook?.text}`).digest('hex'));
});

test('what fails is said, and can be sent again', async () => {
  const { page } = desk;
  receiver.answerWith(404);
  await page.getByRole('button', { name: 'Send a test to Hook' }).click();
  await page.getByText('Hook did not take the test').waitFor();
  await page.getByRole('button', { name: 'Deliveries of Hook' }).click();
  const log = dialog(page);
  const dead = log.getByRole('button', { name: /Given up/ });
  await dead.click();
  await log.getByText('no such hook').waitFor();
  await checkScreen(desk, 'notifications-deliveries');
  receiver.answerWith(200);
  await log.getByRole('button', { name: 'Send again' }).click();
  await dead.waitFor({ state: 'detached' });
  await log.getByLabel('Tries').getByText('Delivered', { exact: true }).waitFor();
  const [, failed, again] = receiver.received.map(({ headers }) => headers['heliograph-delivery']);
  expect(again).toBe(failed);
  await page.keyboard.press('Escape');
});

test('a webhook on requests is told of those that match, and of no other', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/settings/notifications`);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  await dialog(page).getByLabel('Filter').fill('status:>(');
  await dialog(page).getByRole('button', { name: 'Save webhook' }).click();
  await dialog(page).getByText('Give the webhook a name').waitFor();
  await dialog(page).getByLabel('Name').fill('Adas calls');
  await dialog(page).getByLabel('Filter').fill('user:ada');
  await checkScreen(desk, 'notifications-request-webhook');
  await dialog(page).getByRole('button', { name: 'Save webhook' }).click();
  await page.getByRole('row', { name: /Adas calls/ }).waitFor();
  receiver.received.length = 0;
  const call = (user: string) =>
    fetch(`${proxyUrl}/demo/v1/chat/completions`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'Helicone-Auth': `Bearer ${key}`, 'Helicone-User-Id': user },
      },
      body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Say hello' }] }),
    });
  await call('bob');
  const answered = await call('ada');
  await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(1);
  const { type, data } = JSON.parse(receiver.received[0]?.text ?? '{}');
  expect(type).toBe('request');
  expect(data.request).toMatchObject({ id: answered.headers.get('helicone-id'), userId: 'ada', status: 200 });
});

test('a report is added, in a time zone that there is', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Add report' }).click();
  await dialog(page).getByLabel('Time zone').fill('Europe/Atlantis');
  await dialog(page).getByRole('button', { name: 'Save report' }).click();
  await dialog(page).getByText('Name a time zone such as').waitFor();
  await checkScreen(desk, 'notifications-report');
  await dialog(page).getByLabel('Time zone').fill('Europe/Berlin');
  await dialog(page).getByRole('button', { name: 'Save report' }).click();
  await page.getByRole('row', { name: /Weekly report to On call.*Every Monday at 08:00/ }).waitFor();
});

test('channels in every look; one is switched off, renamed and deleted', async () => {
  await screens.check('/settings/notifications', 'notifications', (shown) =>
    Promise.all([/Adas calls/, /Weekly report/].map((name) => shown.getByRole('row', { name }).waitFor())),
  );
  const { page } = desk;
  const choice = async (name: string) => {
    await page.getByRole('button', { name: 'More for Hook' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choice('Switch off');
  await page.getByRole('row', { name: /^Hook.*Off/ }).waitFor();
  await choice('Edit');
  await dialog(page).getByLabel('Name').fill('Hook');
  await dialog(page).getByRole('button', { name: 'Save channel' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await choice('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete channel' }).click();
  await page.getByRole('row', { name: /^Hook/ }).waitFor({ state: 'detached' });
  expect(screens.problems()).toEqual([]);
});
