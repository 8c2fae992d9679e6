import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { largeBody, toolTalk, xssPayloads } from './platform/inspected-calls.ts';
import { type Call, sendCalls } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';
/** A server that pictures in texts lie on, and what was asked of it. */
let pictures: Server;
let picturesUrl = '';
const asked: string[] = [];

const drawer = (page: Page) => page.getByRole('dialog', { name: 'Request details' });
const tab = (page: Page, name: string) => drawer(page).getByRole('tab', { name, exact: true });
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function send(call: Call): Promise<string> {
  const [id = ''] = await sendCalls(proxyUrl, key, [call]);
  await untilLogged(webUrl, key, id);
  return id;
}

async function show(page: Page, id: string): Promise<void> {
  await page.goto(`${webUrl}/requests?request=${id}`);
  await tab(page, 'Conversation').waitFor();
}

beforeAll(async () => {
  pictures = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(pictures, 'listening');
  picturesUrl = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  key = await signUp(screens, webUrl, 'Barbara Liskov');
});
afterAll(async () => {
  await screens.close();
  pictures.close();
});

describe('a conversation', () => {
  let id = '';

  test('with tools, pictures, sound and reasoning', async () => {
    id = await send(toolTalk(picturesUrl));
    await screens.check(`/requests?request=${id}`, 'inspect-conversation', async (page) => {
      const messages = drawer(page).getByRole('list', { name: 'Messages' });
      await messages.getByRole('heading', { name: 'Weather report' }).waitFor();
      await messages.getByRole('img', { name: /^In the message: image\/png/ }).waitFor();
      expect(await messages.getByLabel(/^In the message: audio/).count()).toBe(1);
      await messages.getByText('Result of get_weather').waitFor();
    });
    expect(asked).toEqual([]);
  });

  test('leads from a call to its result, and unfolds what was thought', async () => {
    const { page } = desk;
    await show(page, id);
    const details = drawer(page);
    const result = details.getByText('Result of get_weather');
    await details.getByRole('button', { name: 'Result', exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain('Result of get_weather');
    expect(await result.isVisible()).toBe(true);
    const thought = details.getByText('The user wants the weather.');
    expect(await thought.isVisible()).toBe(false);
    await details.getByText('Thinking').click();
    await thought.waitFor();
  });

  test('pictures elsewhere are offered, not loaded', async () => {
    const { page } = desk;
    const link = drawer(page)
      .getByRole('link', { name: `Load image from ${new URL(picturesUrl).host}` })
      .first();
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(asked).toEqual([]);
  });

  test('is searched as it is drawn, folds included', async () => {
    const { page } = desk;
    const field = drawer(page).getByRole('textbox', { name: 'Find in the conversation' });
    const found = (text: string) => drawer(page).getByText(text, { exact: true }).waitFor();
    const marked = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('found-current') ?? [])].map((range) =>
          range instanceof Range ? range.toString() : '',
        ),
      );
    await drawer(page).getByRole('heading', { name: 'Weather report' }).click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('CAREFUL assistant');
    await found('1 of 1');
    await expect.poll(marked).toEqual(['careful assistant']);
    await field.fill('paris');
    await found('1 of 2');
    await field.press('Enter');
    await found('2 of 2');
    await expect.poll(() => page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].length)).toBe(2);
    await checkScreen(desk, 'inspect-find');
    await field.fill('user wants');
    await drawer(page).getByText('The user wants the weather.').waitFor();
    await found('1 of 1');
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    await expect.poll(marked).toEqual([]);
  });

  test('is shown as it was written, too', async () => {
    const { page } = desk;
    await drawer(page).getByRole('radio', { name: 'Raw' }).click();
    await drawer(page).getByText('## Weather report').waitFor();
    await drawer(page).getByRole('radio', { name: 'Rendered' }).click();
    await drawer(page).getByRole('heading', { name: 'Weather report' }).waitFor();
  });
});

test('no text runs a script, loads a picture or leads to one', async () => {
  const payloads = xssPayloads(picturesUrl);
  const id = await send({
    path: '/v1/chat/completions',
    body: {
      model: 'gpt-4o-mini',
      messages: [
        { role: 'system', content: payloads.join('\n\n') },
        ...payloads.map((content) => ({ role: 'user', content })),
        { role: 'assistant', content: payloads.map((payload) => ({ type: 'text', text: payload })) },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'javascript:window.hacked=1' } }] },
      ],
    },
    headers: {
      'x-fake-text': payloads
        .slice(0, 6)
        .join(' ')
        .replaceAll(/[^\x20-\x7e]/g, ' '),
    },
  });
  const { page } = desk;
  const before = asked.length;
  await show(page, id);
  const details = drawer(page);
  for (const name of ['Request', 'Response', 'Headers', 'Timing and cost', 'Conversation']) {
    await tab(page, name).click();
    await page.getByRole('tabpanel', { name }).waitFor();
  }
  const found = await details.evaluate((element) => ({
    tags: element.querySelectorAll('script, iframe, object, embed, style, form[action], base, meta, link')
      .length,
    handlers: [...element.querySelectorAll('*')].flatMap(({ attributes }) =>
      [...attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
    ),
    links: [...element.querySelectorAll('[role=tabpanel] a')].map((link) => link.getAttribute('href')),
    sources: [...element.querySelectorAll('[src]')].map((media) => media.getAttribute('src')),
  }));
  expect(found.tags).toBe(0);
  expect(found.handlers).toEqual([]);
  expect(found.links.filter((href) => !/^(?:https?|mailto):/.test(href ?? ''))).toEqual([]);
  expect(found.sources.filter((src) => !src?.startsWith('data:'))).toEqual([]);
  // A press on everything that looks like a link of theirs does nothing either.
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  expect(asked.length).toBe(before);
});

describe('a raw body', () => {
  let id = '';
  const tree = (page: Page) => drawer(page).getByRole('tree', { name: 'Request body' });
  const chosen = (page: Page) => tree(page).getByRole('treeitem', { selected: true });

  test('is a tree that the keyboard walks', async () => {
    id = await send(toolTalk(picturesUrl));
    const { page } = desk;
    await show(page, id);
    await tab(page, 'Request').click();
    await tree(page).focus();
    const at = () => chosen(page).textContent();
    await page.keyboard.press('ArrowDown');
    expect(await at()).toBe('model: "gpt-4o-mini"');
    await page.keyboard.press('ArrowDown');
    expect(await at()).toContain('messages: ');
    await page.keyboard.press('ArrowLeft');
    expect(await chosen(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await at()).toContain('0: ');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await at()).toContain('messages: ');
    await page.keyboard.press('Home');
    await page.keyboard.press('Control+c');
    await expect
      .poll(async () => JSON.parse(await clipboard(page)) as object)
      .toEqual(toolTalk(picturesUrl).body);
    // The list below stays where it is.
    expect(new URL(page.url()).searchParams.get('request')).toBe(id);
  });

  test('is searched, and what is found copied with its path', async () => {
    const { page } = desk;
    const field = drawer(page).getByRole('textbox', { name: 'Find in request body' });
    await tree(page).focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('PARIS');
    await drawer(page).getByText('1 of 2', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await drawer(page).getByText('2 of 2', { exact: true }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await drawer(page).getByText('1 of 2', { exact: true }).waitFor();
    expect(await chosen(page).textContent()).toContain('weather in Paris');
    await drawer(page).getByRole('button', { name: 'Copy path' }).click();
    await expect.poll(() => clipboard(page)).toBe('messages[1].content[0].text');
    await drawer(page).getByRole('button', { name: 'Copy value' }).click();
    await expect.poll(() => clipboard(page)).toContain('weather in Paris?\n');
    await field.fill('nowhere');
    await drawer(page).getByText('No match').waitFor();
    await field.press('Escape');
    expect(await field.inputValue()).toBe('');
    await drawer(page).waitFor();
  });

  test('opens to a depth, and as text', async () => {
    const { page } = desk;
    const rows = tree(page).getByRole('treeitem');
    await drawer(page).getByRole('button', { name: 'Expand' }).click();
    await page.getByRole('menuitem', { name: 'Collapse all' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    await drawer(page).getByRole('button', { name: 'Expand' }).click();
    await page.getByRole('menuitem', { name: 'Expand to level 1' }).click();
    await expect.poll(() => rows.count()).toBe(4);
    await checkScreen(desk, 'inspect-tree');
    await drawer(page).getByRole('radio', { name: 'Text' }).first().click();
    await drawer(page)
      .getByRole('region', { name: 'Request body' })
      .getByText('"model":"gpt-4o-mini"')
      .waitFor();
  });

  test('looks well everywhere', async () => {
    await screens.check(`/requests?request=${id}`, 'inspect-raw', async (page) => {
      await tab(page, 'Request').click();
      await tree(page).waitFor();
    });
  });

  test('of ten megabytes opens, is read as a conversation, and searched', async () => {
    const call = largeBody();
    const large = await send(call);
    const { page } = desk;
    await page.goto(`${webUrl}/requests?request=${large}`);
    await drawer(page)
      .getByRole('button', { name: /^Show 100 of .+ messages between$/ })
      .waitFor();
    const field = drawer(page).getByRole('textbox', { name: 'Find in the conversation' });
    await field.fill('needle');
    await drawer(page).getByText('1 of 1', { exact: true }).waitFor();
    await drawer(page)
      .getByRole('button', { name: /^Show 100 of .+ messages between$/ })
      .waitFor();
    await tab(page, 'Request').click();
    await tree(page).waitFor();
    await drawer(page).getByRole('textbox', { name: 'Find in request body' }).fill('needle');
    await drawer(page).getByText('1 of 1', { exact: true }).waitFor();
    expect(await chosen(page).textContent()).toContain('a needle in the haystack');
    await checkScreen(desk, 'inspect-large');
  });

  test('that was cut says so, and is searched as text', async () => {
    const call = largeBody();
    const cut = await send({ ...call, body: { ...call.body, more: 'x'.repeat(2 * 1024 ** 2) } });
    const { page } = desk;
    await show(page, cut);
    await drawer(page)
      .getByText(/was cut at the capture limit and can't be read as messages/)
      .waitFor();
    await tab(page, 'Request').click();
    await drawer(page)
      .getByText(/^Cut at the capture limit: the first 10 MB of /)
      .waitFor();
    await drawer(page)
      .getByText(/^Not JSON from character .+ so it is shown as text\.$/)
      .waitFor();
    await drawer(page).getByRole('textbox', { name: 'Find in request body' }).fill('needle');
    await drawer(page).getByText('1 of 1', { exact: true }).waitFor();
    await drawer(page).getByRole('region', { name: 'Request body' }).getByText('needle').first().waitFor();
  });
});

describe('what can be done with a request', () => {
  let id = '';

  test('it is copied as a call, as a link, as its answer', async () => {
    id = await send(toolTalk(picturesUrl));
    const { page } = desk;
    await show(page, id);
    const copy = async (name: string): Promise<string> => {
      await drawer(page).getByRole('button', { name: 'Copy', exact: true }).click();
      await page.getByRole('menuitem', { name, exact: true }).click();
      await page
        .getByText(/^Copied /)
        .last()
        .waitFor();
      return clipboard(page);
    };
    expect(await copy('Request id')).toBe(id);
    expect(await copy('Link to this request')).toBe(`${webUrl}/requests?request=${id}`);
    const curl = await copy('curl');
    expect(curl).toMatch(/^curl --request POST 'http.*\/v1\/chat\/completions'/);
    expect(curl).toContain('Helicone-Auth: Bearer $HELICONE_API_KEY');
    expect(curl).not.toContain(key);
    expect(await copy('Python')).toContain('client.chat.completions.create(');
    expect(await copy('TypeScript')).toContain("import OpenAI from 'openai';");
    expect((await copy('Text of the answer')).length).toBeGreaterThan(0);
  });

  test('feedback, a comment, scores and properties are seen at once and kept', async () => {
    const { page } = desk;
    await page.reload();
    const details = drawer(page);
    const good = details.getByRole('button', { name: 'Good answer' });
    const bad = details.getByRole('button', { name: 'Bad answer' });
    await bad.click();
    await good.click();
    await expect.poll(() => good.getAttribute('aria-pressed')).toBe('true');
    expect(await bad.getAttribute('aria-pressed')).toBe('false');
    await details.getByRole('button', { name: 'Add comment' }).click();
    await page.keyboard.type('Short and true');
    await details.getByRole('button', { name: 'Save comment' }).click();
    await details.getByText('Short and true').waitFor();

    await details.getByRole('button', { name: 'Add score' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scores' });
    await dialog.getByLabel('Name of score 1').fill('accuracy');
    await dialog.getByLabel('Value of score 1').fill('good');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('A score is a number, or true or false').waitFor();
    await checkScreen(desk, 'inspect-scores');
    await dialog.getByLabel('Value of score 1').fill('0.75');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const scores = details.getByRole('list', { name: 'Scores' });
    await scores.getByText('0.75').waitFor();

    await details.getByRole('button', { name: 'Edit properties' }).click();
    const properties = page.getByRole('dialog', { name: 'Properties' });
    await properties.getByLabel('Value of property 1').fill('billing');
    await properties.getByRole('button', { name: 'Add property' }).click();
    await properties.getByLabel('Name of property 2').fill('Plan');
    await properties.getByLabel('Value of property 2').fill('pro');
    await properties.getByRole('button', { name: 'Save' }).click();
    const tags = details.getByRole('list', { name: 'Tags' });
    await tags.getByText('billing').waitFor();
    await tags.getByText('pro', { exact: true }).waitFor();

    await expect
      .poll(async () => {
        const { feedback, scores: kept, properties: now } = await untilLogged(webUrl, key, id);
        return [feedback?.rating, feedback?.comment, kept, now];
      })
      .toEqual(['positive', 'Short and true', { accuracy: 0.75 }, { Feature: 'billing', Plan: 'pro' }]);
    await screens.check(`/requests?request=${id}`, 'inspect-changed', async (shown) => {
      await drawer(shown).getByText('Short and true').waitFor();
      await drawer(shown).getByRole('list', { name: 'Scores' }).getByText('0.75').waitFor();
      await drawer(shown).getByRole('list', { name: 'Tags' }).getByText('billing').waitFor();
    });
  });

  test('they are taken away again', async () => {
    const { page } = desk;
    const details = drawer(page);
    await details.getByRole('button', { name: 'Good answer' }).click();
    await details.getByText('Short and true').waitFor({ state: 'detached' });
    await details.getByRole('button', { name: 'Edit scores' }).click();
    await page.getByRole('button', { name: 'Remove accuracy' }).click();
    await page.getByRole('dialog', { name: 'Scores' }).getByRole('button', { name: 'Save' }).click();
    await details.getByRole('button', { name: 'Add score' }).waitFor();
    await expect
      .poll(async () => {
        const { feedback, scores } = await untilLogged(webUrl, key, id);
        return [feedback, scores];
      })
      .toEqual([null, {}]);
  });

  test('a change that fails is taken back, with a word', async () => {
    const { page } = desk;
    await page.route('**/feedback', (route) => route.abort());
    const good = drawer(page).getByRole('button', { name: 'Good answer' });
    await good.click();
    await page.getByText(/^Not saved\. Heliograph did not answer/).waitFor();
    await expect.poll(() => good.getAttribute('aria-pressed')).toBe('false');
    await page.unroute('**/feedback');
  });

  test('it tells where time and money went, and whose it is', async () => {
    await screens.check(`/requests?request=${id}`, 'inspect-costs', async (page) => {
      await tab(page, 'Timing and cost').click();
      const latency = drawer(page).getByRole('region', { name: 'Latency' });
      await latency.getByRole('rowheader', { name: /^Waiting for first byte/ }).waitFor();
      await drawer(page).getByRole('region', { name: 'Cost' }).getByText('Price used').waitFor();
      const limits = drawer(page).getByRole('region', { name: 'Rate limits' });
      await limits.getByText('1000;w=3600').waitFor();
      await limits.getByRole('cell', { name: '1,000 requests' }).waitFor();
      await limits.getByRole('columnheader', { name: 'At the provider' }).waitFor();
    });
    const { page } = desk;
    const tags = drawer(page).getByRole('list', { name: 'Tags' });
    await tags.getByText('Browser tests').waitFor();
    expect(await tags.getByRole('link', { name: 'Open the page of user ada/1' }).getAttribute('href')).toBe(
      '/users/ada%2F1',
    );
    await tags.getByRole('link', { name: 'Open the page of session talk 1' }).click();
    await page.waitForURL('**/sessions/talk%201');
  });
});

test('the drawer by keyboard: tabs by arrows, rows by j and k, and the tab stays', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests`);
  const rows = page.locator('[data-request]');
  await rows.first().waitFor();
  const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-request')));
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await tab(page, 'Conversation').focus();
  const isChosen = (name: string) => tab(page, name).getAttribute('aria-selected');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => isChosen('Request')).toBe('true');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => isChosen('Response')).toBe('true');
  await page.keyboard.press('j');
  await expect.poll(() => new URL(page.url()).searchParams.get('request')).toBe(ids[1]);
  await expect.poll(() => isChosen('Response')).toBe('true');
  await drawer(page).getByRole('button', { name: 'Fill the page' }).click();
  await drawer(page).getByRole('button', { name: 'Show beside the list' }).waitFor();
  await checkScreen(desk, 'inspect-wide');
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
});

test('nothing complained on the console', () => {
  // The change that was made to fail.
  expect(screens.problems().filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([]);
});
