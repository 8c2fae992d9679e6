import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { mailsTo } from './platform/mail-sink.ts';
import { signUp } from './platform/sign-up.ts';
import { startWebhookReceiver } from './platform/webhook-receiver.ts';

const { webUrl, proxyUrl, workerUrl, mailsUrl } = inject('platform');
const address = `on-call-${Date.now()}@example.com`;
let screens: Screens;
let desk: Look;
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>;
let key = '';

beforeAll(async () => {
  [screens, receiver] = await Promise.all([openScreens(webUrl), startWebhookReceiver()]);
  ({ desk } = screens);
});
afterAll(async () => {
  receiver.close();
  await screens.close();
});

const editor = (page: Page) => page.getByRole('dialog');

async function choose(page: Page, field: string, option: string): Promise<void> {
  await editor(page).getByLabel(field, { exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function createChannel(name: string, settings: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${webUrl}/api/v1/channels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name, settings }),
  });
  expect(answer.status).toBe(201);
}

/** A call that costs something, fails or is slow. */
async function call(headers: Record<string, string> = {}): Promise<void> {
  const answer = await fetch(`${proxyUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer sk-provider',
      'helicone-auth': `Bearer ${key}`,
      'helicone-property-environment': 'production',
      ...headers,
    },
    body: JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'Say hello' }] }),
  });
  await answer.arrayBuffer();
}

/** Trouble of every kind, until it is stopped. */
function startTrouble(): { stop(): Promise<void> } {
  let isOver = false;
  const all = (async () => {
    while (!isOver)
      await Promise.all([call(), call({ 'x-fake-status': '500' }), call({ 'x-fake-delay-ms': '900' })]);
  })();
  return {
    async stop() {
      isOver = true;
      await all;
    },
  };
}

test('an organization without alerts', async () => {
  key = await signUp(screens, webUrl, 'Margaret Hamilton');
  await createChannel('On call', { kind: 'email', recipients: [address] });
  await createChannel('Hook', { kind: 'webhook', url: receiver.url });
  await screens.check('/alerts', 'alerts-empty', async (shown) => {
    await shown.getByText('No alerts yet').waitFor();
    await shown.getByText('Nothing has fired').waitFor();
    await shown.getByText('No maintenance windows').waitFor();
  });
});

test('three alerts are made in the editor, which shows what they would have said', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: /^Cost today/ }).click();
  await editor(page).getByLabel('Threshold').fill('');
  await editor(page).getByRole('button', { name: 'Save alert' }).click();
  await editor(page).getByText('Give a number').waitFor();
  await editor(page).getByLabel('Threshold').fill('0.00001');
  await choose(page, 'Measured over', 'the last 5 minutes');
  await editor(page)
    .getByText(/In the last seven days it would/)
    .waitFor();
  await editor(page).getByLabel('On call').check();
  await editor(page).getByLabel('Hook').check();
  await checkScreen(desk, 'alerts-editor');
  await editor(page).getByRole('button', { name: 'Save alert' }).click();
  await page.getByRole('row', { name: /Cost today/ }).waitFor();

  const more = [
    { preset: 'Error rate doubled', name: 'Errors', threshold: '20' },
    { preset: 'P95 latency', name: 'Latency', threshold: '500' },
  ];
  for (const { preset, name, threshold } of more) {
    await page.getByRole('button', { name: 'New alert' }).click();
    await editor(page).getByRole('button', { name: preset }).click();
    await editor(page).getByLabel('Name').fill(name);
    await choose(page, 'Fires when it', 'is above');
    await choose(page, 'Measured over', 'the last 5 minutes');
    await editor(page).getByLabel('Threshold').fill(threshold);
    await editor(page).getByText('Patience').click();
    await editor(page).getByLabel('At least requests').fill('1');
    await editor(page).getByLabel('On call').check();
    await editor(page).getByLabel('Hook').check();
    await editor(page).getByRole('button', { name: 'Save alert' }).click();
    await page.getByRole('row', { name: new RegExp(name) }).waitFor();
  }
});

/** How often the webhook's receiver was told of it. */
const told = (event: string) =>
  receiver.received.filter(({ text }) => text.includes(`"event":"${event}"`)).length;

test('they fire once, in the app, by e-mail and by webhook', async () => {
  const trouble = startTrouble();
  const { page } = desk;
  await expect.poll(() => told('fired'), { timeout: 30_000 }).toBe(3);
  await expect.poll(async () => (await mailsTo(mailsUrl, address)).length, { timeout: 15_000 }).toBe(3);
  await screens.check('/alerts', 'alerts-firing', async (shown) => {
    await shown.getByRole('table', { name: 'Alerts', exact: true }).getByText('Firing').nth(2).waitFor();
    await shown.getByRole('table', { name: 'History of alerts' }).waitFor();
  });
  await screens.check('/requests', 'alerts-banner', async (shown) => {
    await shown
      .getByRole('status')
      .getByText(/fires and 2 more/)
      .waitFor();
    await shown.getByRole('link', { name: 'Look at it' }).waitFor();
  });
  await page.getByRole('link', { name: 'Look at it' }).click();
  await page.getByRole('link', { name: 'Requests of Errors' }).first().click();
  await page.waitForURL(/\/requests\?from=/);
  await trouble.stop();
});

test('they resolve once, and the history says who was told', async () => {
  await expect.poll(() => told('resolved'), { timeout: 45_000, interval: 250 }).toBe(3);
  await expect.poll(async () => (await mailsTo(mailsUrl, address)).length, { timeout: 15_000 }).toBe(6);
  expect(told('fired')).toBe(3);
  expect(receiver.received).toHaveLength(6);
  await screens.check('/alerts', 'alerts-history', async (shown, look) => {
    await shown.getByRole('table', { name: 'History of alerts' }).waitFor();
    await shown.getByRole('row', { name: /P95 latency/ }).waitFor();
    await shown
      .getByRole('table', { name: 'Alerts', exact: true })
      .getByText('Firing')
      .first()
      .waitFor({ state: 'detached' });
    if (look !== 'phone')
      await shown.getByText('Hook, On call').or(shown.getByText('On call, Hook')).first().waitFor();
  });
  const metrics = await (await fetch(`${workerUrl}/metrics`)).text();
  expect(metrics).toMatch(/heliograph_worker_alert_evaluation_lag_seconds_count [1-9]/);
});

test('an alert is snoozed and deleted, and a maintenance window is added', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/alerts`);
  await page.getByRole('button', { name: 'Actions for Latency' }).click();
  await page.getByRole('menuitem', { name: 'Snooze for an hour' }).click();
  await page.getByRole('row', { name: /Latency.*Snoozed/ }).waitFor();
  await page.getByRole('button', { name: 'Actions for Errors' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete alert' }).click();
  await page.getByRole('button', { name: 'Actions for Errors' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Add window' }).click();
  await editor(page).getByLabel('Name').fill('Migration');
  await editor(page).getByLabel('From').fill('2026-01-01T00:00');
  await editor(page).getByLabel('Until').fill('2099-01-01T00:00');
  await checkScreen(desk, 'alerts-maintenance');
  await editor(page).getByRole('button', { name: 'Add window' }).click();
  await page.getByText('Holds now').waitFor();
  expect(screens.problems()).toEqual([]);
});
