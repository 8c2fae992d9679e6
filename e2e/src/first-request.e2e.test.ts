import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser, openPage, shoot } from './platform/browser.ts';

const { webUrl, proxyUrl } = inject('platform');
const person = { name: 'Grace', email: `grace-${Date.now()}@example.com`, password: 'correct horse battery' };

let browser: Browser;
let page: Page;
let problems: string[];
let key = '';

beforeAll(async () => {
  browser = await launchBrowser();
  ({ page, problems } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] }));
});
afterAll(() => browser.close());

/** What an SDK sends along with every call of this test. */
const tags = {
  'Helicone-User-Id': 'user-42',
  'Helicone-Session-Id': 'session-7',
  'Helicone-Property-Environment': 'production',
  'Helicone-Property-Feature': 'customer_support',
};
const auth = () => ({ 'Helicone-Auth': `Bearer ${key}` });
const openai = () =>
  new OpenAI({ baseURL: `${proxyUrl}/v1`, apiKey: 'sk-provider', maxRetries: 0, defaultHeaders: auth() });
const anthropic = () =>
  new Anthropic({
    baseURL: `${proxyUrl}/anthropic`,
    apiKey: 'sk-ant',
    maxRetries: 0,
    defaultHeaders: auth(),
  });

/** The row of the request list whose cells hold the text. */
const row = (text: string) =>
  page.getByRole('table', { name: 'Requests' }).getByRole('row').filter({ hasText: text });

test('signs up and is told what to do next', async () => {
  await page.goto(webUrl);
  await page.getByRole('link', { name: /create (an )?account|sign up/i }).click();
  await page.getByRole('heading', { name: 'Create your account' }).waitFor();
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page
    .getByText(/at least 8 characters/i)
    .first()
    .waitFor();
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/requests');
  await page.getByText(/waiting for your first request/i).waitFor();
  await shoot(page, 'onboarding-light');
});

test('creates a key, sees it once, and copies it', async () => {
  await page.goto(`${webUrl}/settings/keys`);
  await page.getByRole('button', { name: 'Create key' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('production');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  key = await dialog.getByLabel('API key', { exact: true }).inputValue();
  expect(key).toMatch(/^sk-helicone-[A-Za-z0-9_-]{32,}$/);
  await dialog.getByRole('button', { name: 'Copy key' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('cell', { name: new RegExp(`${key.slice(-4)}$`) }).waitFor();
  expect(await page.content()).not.toContain(key);
  await shoot(page, 'keys-light');
});

test('the list shows a plain OpenAI request with its tags, and a click shows it whole', async () => {
  await page.goto(`${webUrl}/requests`);
  const answer = await openai().chat.completions.create(
    { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'What is the capital of France?' }] },
    { headers: { ...tags, 'Helicone-Request-Name': 'plain_openai' } },
  );
  const listed = row('plain_openai');
  await listed.waitFor();
  const text = (await listed.innerText()).replace(/\s+/g, ' ');
  expect(text).toContain('gpt-4o-mini');
  expect(text).toContain('200');
  expect(text).toContain('user-42');
  expect(text).toContain('session-7');
  expect(text).toContain(String(answer.usage?.prompt_tokens));
  expect(text).toMatch(/\d ms|\d s/);
  await listed.click();
  const details = page.getByRole('dialog', { name: 'Request details' });
  await details.getByText('What is the capital of France?').first().waitFor();
  await details
    .getByText(answer.choices[0]?.message.content ?? 'no answer')
    .first()
    .waitFor();
  await details.getByText('customer_support').first().waitFor();
  await shoot(page, 'request-details-light');
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
});

test('streams and Anthropic requests show the same way', async () => {
  const stream = await openai().chat.completions.create(
    { model: 'gpt-4o', stream: true, messages: [{ role: 'user', content: 'Count to three' }] },
    { headers: { ...tags, 'Helicone-Request-Name': 'streamed_openai' } },
  );
  let streamed = '';
  for await (const chunk of stream) streamed += chunk.choices[0]?.delta.content ?? '';

  const messages = [{ role: 'user' as const, content: 'Name a river' }];
  const plain = await anthropic().messages.create(
    { model: 'claude-sonnet-4-20250514', max_tokens: 1024, messages },
    { headers: { ...tags, 'Helicone-Request-Name': 'plain_anthropic' } },
  );
  const final = await anthropic()
    .messages.stream(
      { model: 'claude-sonnet-4-20250514', max_tokens: 1024, messages },
      { headers: { ...tags, 'Helicone-Request-Name': 'streamed_anthropic' } },
    )
    .finalMessage();

  const said = (content: Anthropic.ContentBlock[]) =>
    content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  for (const [name, answer, tokens] of [
    ['streamed_openai', streamed, null],
    ['plain_anthropic', said(plain.content), plain.usage],
    ['streamed_anthropic', said(final.content), final.usage],
  ] as const) {
    const listed = row(name);
    await listed.waitFor();
    if (tokens) expect(await listed.innerText()).toContain(String(tokens.output_tokens));
    await listed.click();
    const details = page.getByRole('dialog', { name: 'Request details' });
    await details.getByText(answer.trim()).first().waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  }
});

test('a revoked key is refused by the next call', async () => {
  await page.goto(`${webUrl}/settings/keys`);
  await page.getByRole('button', { name: 'Revoke production' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await page
    .getByText(/no (api )?keys/i)
    .first()
    .waitFor();
  const call = openai().chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [{ role: 'user', content: 'Hi' }],
  });
  await expect(call).rejects.toMatchObject({ status: 401, code: 'revoked_api_key' });
});

test('signs out, and the log-in form says what is wrong', async () => {
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('alert')
    .filter({ hasText: /e-mail or password/i })
    .waitFor();

  await page.goto(`${webUrl}/sign-up`);
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page
    .getByText(/already/i)
    .first()
    .waitFor();

  await page.goto(`${webUrl}/sign-in`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // With requests one lands where they add up, else where it is said how to send one.
  await page.waitForURL('**/dashboard');
  await page.getByRole('button', { name: 'Dashboards: Overview' }).waitFor();
});

test('nothing on these pages complained on the console', () => {
  expect(problems).toEqual([]);
});
