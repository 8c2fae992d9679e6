import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls, variedTraffic } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
const ROUNDS = 3;
// Each test looks at several pages in three looks.
vi.setConfig({ testTimeout: 240_000 });

let screens: Screens;
let desk: Look;
let key = '';

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

const table = (page: Page) => page.getByRole('table', { name: 'Requests' });
const rows = (page: Page) => page.locator('[data-request]');
const selection = (page: Page) => page.getByRole('region', { name: 'Selection' });
const columns = (page: Page) => page.getByRole('dialog', { name: 'Columns' });
const head = (page: Page, name: string) =>
  table(page).getByRole('columnheader', { name }).getByRole('button', { name, exact: true });
const heads = (page: Page) =>
  page.locator('[data-head]').evaluateAll((all) => all.map((each) => each.getAttribute('data-head')));
const query = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const ready = (page: Page) => rows(page).first().waitFor();

const widthOf = async (page: Page, name: string): Promise<number> =>
  Math.round((await table(page).getByRole('columnheader', { name }).boundingBox())?.width ?? 0);

async function chooseColumns(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await columns(page).waitFor();
}

/** How many requests the API counts for a filter. */
async function count(filter: string): Promise<number> {
  const now = Date.now();
  const timeRange = {
    from: new Date(now - 86_400_000).toISOString(),
    to: new Date(now + 60_000).toISOString(),
  };
  const answer = await desk.page.request.post(`${webUrl}/api/v1/requests/count`, {
    data: { timeRange, filter },
  });
  return ((await answer.json()) as { requests: number }).requests;
}

test('a person with more requests than a page holds', async () => {
  key = await signUp(screens, webUrl, 'Annie Easley');
  for (let round = 0; round < ROUNDS; round++) {
    const ids = await sendCalls(proxyUrl, key, variedTraffic());
    await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  }
  await screens.check('/requests', 'explorer', async (shown) => {
    await ready(shown);
    // The list scrolls, and not the page around it.
    const beyond = await shown.locator('#main').evaluate((main) => main.scrollHeight - main.clientHeight);
    expect(beyond).toBe(0);
  });
});

test('rows come with the page, as the browser shows them then', async () => {
  const { page, context } = desk;
  const address = `${webUrl}/requests?range=1h&q=provider:openai&sort=-latencyMs&columns=time,model,latency`;
  let asked = 0;
  const count = (request: { url: () => string }): void => {
    if (request.url().endsWith('/requests/query')) asked += 1;
  };
  page.on('request', count);
  await page.goto(address);
  await ready(page);
  const idsOf = (html: string): string[] =>
    [...html.matchAll(/data-request="([^"]+)"/g)].map(([, id = '']) => id);
  const shown = idsOf(await table(page).innerHTML());
  const time = await rows(page).first().locator('time').innerText();
  expect(asked).toBe(0);
  const html = await (await page.request.get(address, { headers: { accept: 'text/html' } })).text();
  expect(idsOf(html).slice(0, 10)).toEqual(shown.slice(0, 10));
  expect(html).toContain(`>${time}</time>`);

  // A browser that never told its zone gets no times in another one, and what the page lacks it asks for.
  await context.clearCookies({ name: /^told\./ });
  const first = await (await page.request.get(address, { headers: { accept: 'text/html' } })).text();
  expect(idsOf(first).slice(0, 10)).toEqual(shown.slice(0, 10));
  expect(first).not.toContain(`>${time}</time>`);
  await page.route(address, (route) =>
    route.continue({ headers: { ...route.request().headers(), accept: '*/*' } }),
  );
  await page.goto(address);
  await ready(page);
  expect(asked).toBeGreaterThan(0);
  expect(idsOf(await table(page).innerHTML()).slice(0, 10)).toEqual(shown.slice(0, 10));
  await page.unroute(address);
  page.off('request', count);
});

test('columns are chosen, ordered by pointer and keyboard, pinned and made compact', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests`);
  await ready(page);
  expect(await heads(page)).toEqual([
    'time',
    'status',
    'model',
    'request',
    'tokens',
    'cost',
    'latency',
    'name',
    'user',
    'session',
  ]);
  await chooseColumns(page);
  await checkScreen(desk, 'explorer-columns');
  for (const name of ['Name', 'User', 'Session'])
    await columns(page)
      .getByRole('button', { name: `Hide ${name}` })
      .click();
  await columns(page).getByRole('searchbox', { name: 'Find a column' }).fill('feat');
  await columns(page).getByRole('button', { name: 'Show Feature' }).click();
  await columns(page).getByRole('searchbox', { name: 'Find a column' }).fill('');
  await columns(page).getByRole('button', { name: 'Show Provider' }).click();

  const from = await columns(page).getByRole('button', { name: 'Move Provider' }).boundingBox();
  const to = await columns(page).getByRole('button', { name: 'Move Model' }).boundingBox();
  if (from === null || to === null) throw new Error('no handles');
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 });
  await page.mouse.move(to.x + 8, to.y + 4, { steps: 8 });
  await page.mouse.up();
  await expect
    .poll(() => heads(page))
    .toEqual([
      'time',
      'status',
      'provider',
      'model',
      'request',
      'tokens',
      'cost',
      'latency',
      'property.Feature',
    ]);

  await columns(page).getByRole('button', { name: 'Move Feature' }).focus();
  await page.keyboard.press('Space');
  await page.getByText('Feature is at place 9 of 9.').waitFor({ state: 'attached' });
  await page.keyboard.press('ArrowUp');
  await page.getByText('Feature is at place 8 of 9.').waitFor({ state: 'attached' });
  await page.keyboard.press('Space');
  await expect.poll(async () => (await heads(page)).indexOf('property.Feature')).toBe(7);

  await columns(page).getByRole('button', { name: 'Pin Model left' }).click();
  await columns(page).getByRole('radio', { name: 'Compact' }).click();
  await page.keyboard.press('Escape');
  await expect
    .poll(() => heads(page))
    .toEqual([
      'model',
      'time',
      'status',
      'provider',
      'request',
      'tokens',
      'cost',
      'property.Feature',
      'latency',
    ]);
  expect((await rows(page).first().boundingBox())?.height).toBeLessThan(34);
});

test('heads of columns are walked, resized and moved by keyboard, and drawn by pointer', async () => {
  const { page } = desk;
  const before = await widthOf(page, 'Model');
  await head(page, 'Model').focus();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => widthOf(page, 'Model')).toBe(before + 16);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-head'))).toBe('status');
  await page.keyboard.press('Alt+ArrowRight');
  await expect
    .poll(async () => (await heads(page)).slice(0, 4))
    .toEqual(['model', 'time', 'provider', 'status']);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-head')))
    .toBe('status');
  await page.keyboard.press('Alt+ArrowDown');
  await page.getByRole('menuitem', { name: 'Pin left' }).waitFor();
  await checkScreen(desk, 'explorer-head-menu');
  await page.keyboard.press('Escape');

  const drag = async (name: string, to: string, before: string | null = null): Promise<void> => {
    const from = await head(page, name).boundingBox();
    const place = await head(page, to).boundingBox();
    if (from === null || place === null) throw new Error('no heads');
    await page.mouse.move(from.x + 4, from.y + 4);
    await page.mouse.down();
    await page.mouse.move(place.x - 4, place.y + 4, { steps: 6 });
    await page.locator(`[data-column="${to.toLowerCase()}"][data-drop="before"]`).waitFor();
    if (before !== null) await page.keyboard.press(before);
    await page.mouse.up();
  };
  const ordered = await heads(page);
  await drag('Latency', 'Tokens', 'Escape');
  expect(await heads(page)).toEqual(ordered);
  await drag('Latency', 'Tokens');
  await expect
    .poll(async () => (await heads(page)).slice(4))
    .toEqual(['request', 'latency', 'tokens', 'cost', 'property.Feature']);
  await expect.poll(() => query(page, 'columns')).toContain('request,latency,tokens');
  expect(query(page, 'sort')).toBeNull();

  const cost = await widthOf(page, 'Cost');
  const edge = await table(page)
    .getByRole('columnheader', { name: 'Cost' })
    .locator('[data-resize]')
    .boundingBox();
  if (edge === null) throw new Error('no edge');
  await page.mouse.move(edge.x + edge.width / 2, edge.y + 10);
  await page.mouse.down();
  await page.mouse.move(edge.x + edge.width / 2 + 40, edge.y + 10, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => widthOf(page, 'Cost')).toBe(cost + 40);
});

test('a press on a head sorts, and everything survives a reload and goes along with the address', async () => {
  const { page } = desk;
  const costs = async (): Promise<number[]> => {
    const place = (await heads(page)).indexOf('cost') + 2;
    const texts = await table(page).locator(`[data-request] td:nth-child(${place})`).allInnerTexts();
    return texts.flatMap((text) => (text.startsWith('$') ? [Number(text.slice(1))] : []));
  };
  await head(page, 'Cost').click();
  await expect.poll(() => query(page, 'sort')).toBe('-costUsd');
  const cost = table(page).getByRole('columnheader', { name: 'Cost' });
  await expect.poll(() => cost.getAttribute('aria-sort')).toBe('descending');
  await expect.poll(async () => (await costs())[0]).toBeGreaterThan(0.0005);
  const shown = await costs();
  expect(shown).toEqual(shown.toSorted((left, right) => right - left));

  const layout = {
    heads: await heads(page),
    model: await widthOf(page, 'Model'),
    cost: await widthOf(page, 'Cost'),
  };
  await page.reload();
  await ready(page);
  expect(await heads(page)).toEqual(layout.heads);
  expect(await widthOf(page, 'Model')).toBe(layout.model);
  expect(await widthOf(page, 'Cost')).toBe(layout.cost);
  expect((await rows(page).first().boundingBox())?.height).toBeLessThan(34);
  // How many rows are drawn beyond the edge is not always the same.
  expect((await costs()).slice(0, 20)).toEqual(shown.slice(0, 20));

  // Somebody else's browser, which has stored nothing.
  const address = page.url().slice(webUrl.length);
  await screens.check(address, 'explorer-sorted', async (other) => {
    await ready(other);
    if ((other.viewportSize()?.width ?? 0) > 1000) expect(await heads(other)).toEqual(layout.heads);
  });

  await page.goto(`${webUrl}${address}`);
  await ready(page);
  const model = table(page).getByRole('columnheader', { name: 'Model' });
  const left = (await model.boundingBox())?.x;
  await page.setViewportSize({ width: 1100, height: 900 });
  await rows(page).first().hover();
  await page.mouse.wheel(250, 0);
  await expect
    .poll(async () => (await table(page).getByRole('columnheader', { name: 'Time' }).boundingBox())?.x)
    .toBeLessThan(left ?? 0);
  expect((await model.boundingBox())?.x).toBe(left);
  await checkScreen(desk, 'explorer-pinned');
  await page.setViewportSize({ width: 1440, height: 900 });

  await head(page, 'Cost').click();
  await expect.poll(() => query(page, 'sort')).toBe('costUsd');
  await head(page, 'Cost').click();
  await expect.poll(() => query(page, 'sort')).toBeNull();
  await chooseColumns(page);
  await columns(page).getByRole('button', { name: 'Reset' }).click();
  await page.keyboard.press('Escape');
  expect(query(page, 'columns')).toBeNull();
  expect((await heads(page)).slice(0, 3)).toEqual(['time', 'status', 'model']);
});

test('a time range from one moment to another', async () => {
  const { page } = desk;
  const picker = page.getByRole('button', { name: /^Time range/ });
  await picker.click();
  await checkScreen(desk, 'explorer-range');
  const form = page.getByRole('dialog', { name: 'Time range' });
  await form.getByRole('textbox', { name: 'From' }).fill('yesterday 8:00');
  await form.getByRole('textbox', { name: 'To' }).fill('noon');
  await page.keyboard.press('Enter');
  await form.getByText('Write it like').waitFor();
  await form.getByRole('textbox', { name: 'To' }).fill('yesterday 9:30');
  await page.keyboard.press('Enter');
  await page.getByText('No requests in this time range').waitFor();
  const [from, to] = [query(page, 'from'), query(page, 'to')].map((end) => Date.parse(end ?? ''));
  expect((to ?? 0) - (from ?? 0)).toBe(90 * 60_000);
  const address = page.url().slice(webUrl.length);
  await screens.check(address, 'explorer-absolute', (other) =>
    other.getByText('No requests in this time range').waitFor(),
  );
  await picker.click();
  await page.getByRole('radio', { name: 'Last hour' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Last 6 hours');
  await page.keyboard.press('Enter');
  await ready(page);
  expect([query(page, 'range'), query(page, 'from')]).toEqual(['6h', null]);
  await page.goBack();
  await page.getByText('No requests in this time range').waitFor();
});

test('a time range since a deploy', async () => {
  const { page } = desk;
  const picker = page.getByRole('button', { name: /^Time range/ });
  const deploys = page.getByRole('region', { name: 'Since a deploy' });
  await page.goto(`${webUrl}/requests`);
  await ready(page);
  await picker.click();
  await deploys.getByRole('button', { name: 'Copy the call as curl' }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain(`curl ${webUrl}/api/v1/deploys `);
  const { stdout } = await promisify(execFile)('bash', ['-c', command], {
    env: { ...process.env, HELICONE_API_KEY: key },
  });
  expect(JSON.parse(stdout)).toMatchObject({ version: 'v1.0.0' });
  const deployedAt = new Date(Date.now() - 2 * 3_600_000).toISOString();
  await page.request.post(`${webUrl}/api/v1/deploys`, { data: { version: 'v0.9.0', deployedAt } });
  await page.reload();
  await ready(page);
  await picker.click();
  await deploys.getByRole('button', { name: /^v1\.0\.0/ }).waitFor();
  await checkScreen(desk, 'explorer-deploys');
  await deploys.getByRole('button', { name: /^v0\.9\.0/ }).click();
  await picker.getByText(/^Since /).waitFor();
  await ready(page);
  expect([query(page, 'from'), query(page, 'to')]).toEqual([deployedAt, null]);
  await picker.click();
  expect(await page.getByRole('textbox', { name: 'To' }).inputValue()).toBe('now');
  await page.keyboard.press('Escape');
});

test('facets count values, filter by them and rule them out', async () => {
  const { page } = desk;
  await screens.check('/requests', 'explorer-facets', async (shown) => {
    await ready(shown);
    await shown.getByRole('button', { name: 'Show facets' }).click();
    await shown
      .getByRole('list', { name: 'Provider' })
      .getByRole('button', { name: /^Anthropic/ })
      .waitFor();
  });
  const facets = page.getByRole('complementary', { name: 'Facets' });
  const anthropic = facets.getByRole('button', { name: /^Anthropic/ });
  expect(await anthropic.innerText()).toContain(String(await count('provider:anthropic')));
  await anthropic.click();
  await expect.poll(() => query(page, 'q')).toBe('provider:anthropic');
  await facets
    .getByRole('list', { name: 'Status' })
    .getByRole('button', { name: /^200/ })
    .click({ modifiers: ['Alt'] });
  await expect.poll(() => query(page, 'q')).toBe('provider:anthropic -status:200');
  await facets.getByRole('button', { name: 'Feature', exact: true }).click();
  const search = facets.getByRole('list', { name: 'Feature' }).getByRole('listitem').first();
  await search.waitFor();
  await search.hover();
  await search.getByRole('button', { name: /^Exclude/ }).click();
  await expect
    .poll(() => query(page, 'q'))
    .toMatch(/^provider:anthropic -status:200 -property\.Feature:\w+$/);
  await checkScreen(desk, 'explorer-facets-filtered');
  await anthropic.click();
  await expect.poll(() => query(page, 'q')).toMatch(/^-status:200 /);
  await page.reload();
  await facets.getByRole('button', { name: /^OpenAI/ }).waitFor();
  await facets.getByRole('list', { name: 'Feature' }).waitFor();
  await page.getByRole('button', { name: 'Hide facets' }).click();
  await facets.waitFor({ state: 'detached' });
});

test('a selection by keyboard and by pressing with Shift gets a property', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests`);
  await ready(page);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await selection(page).getByText('1 selected').waitFor();
  await page.keyboard.press('Escape');
  await selection(page).waitFor({ state: 'detached' });
  await rows(page).nth(1).getByRole('checkbox').click();
  await rows(page)
    .nth(4)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await selection(page).getByText('4 selected').waitFor();
  await checkScreen(desk, 'explorer-selection');
  await selection(page).getByRole('button', { name: 'Add property' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a property' });
  await dialog.getByRole('button', { name: 'Set on 4 requests' }).click();
  await dialog.getByText('Give it a name').waitFor();
  await checkScreen(desk, 'explorer-add-property');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Reviewed');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('yes');
  await page.keyboard.press('Enter');
  await page.getByText('4 requests changed').waitFor();
  await selection(page).waitFor({ state: 'detached' });
  expect(await count('property.reviewed:yes')).toBe(4);
  await page.goto(`${webUrl}/requests?q=property.Reviewed:yes`);
  await page.getByText('All 4 requests').waitFor();
});

test('on a phone rows are ordered and selected by pressing them', async () => {
  await screens.check('/requests', 'explorer-touch', async (shown, look) => {
    await ready(shown);
    if (look !== 'phone') return;
    await shown.getByRole('combobox', { name: 'Order' }).click();
    await shown.getByRole('option', { name: 'Latency, highest first' }).click();
    await expect.poll(() => query(shown, 'sort')).toBe('-latencyMs');
    await ready(shown);
    await shown.getByRole('button', { name: 'Select', exact: true }).click();
    await rows(shown).nth(0).click();
    await rows(shown).nth(2).click();
    await selection(shown).getByText('2 selected').waitFor();
    expect(new URL(shown.url()).searchParams.get('request')).toBeNull();
    await shown.getByRole('checkbox', { name: 'All loaded' }).check();
    await selection(shown)
      .getByText(/^\d+ selected/)
      .waitFor();
    await shown.getByRole('button', { name: 'Done' }).click();
    await selection(shown).waitFor({ state: 'detached' });
    await shown.getByRole('button', { name: 'Select', exact: true }).click();
    await rows(shown).nth(1).click();
    await selection(shown).getByText('1 selected').waitFor();
  });
});

test('all that match, also those that are not loaded, get a score and are deleted', async () => {
  const { page } = desk;
  const filter = '-provider:anthropic';
  const before = await count(filter);
  expect(before).toBeGreaterThan(50);
  const others = await count('provider:anthropic');
  await page.goto(`${webUrl}/requests?q=${filter}&sort=-createdAt`);
  await ready(page);
  const selectAll = async (): Promise<void> => {
    await page.getByRole('checkbox', { name: 'Select all loaded requests' }).click();
    await selection(page)
      .getByRole('button', { name: `Select all ${before} that match` })
      .click();
    await selection(page).getByText(`${before} selected · all that match`).waitFor();
  };
  await selectAll();
  await selection(page).getByRole('button', { name: 'Add score' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a score' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('quality');
  await dialog.getByRole('textbox', { name: 'Value' }).fill('0.75');
  await page.keyboard.press('Enter');
  await page.getByText(`${before} requests changed`).waitFor();
  expect(await count('score.quality:0.75')).toBe(before);

  await selectAll();
  await selection(page).getByRole('button', { name: 'Delete' }).click();
  const confirm = page.getByRole('alertdialog', { name: `Delete ${before} requests?` });
  await confirm.waitFor();
  await checkScreen(desk, 'explorer-delete');
  await confirm.getByRole('button', { name: `Delete ${before} requests` }).click();
  await page.getByText(`${before} requests deleted`).waitFor();
  await page.getByText('No requests match').waitFor();
  expect([await count(filter), await count('')]).toEqual([0, others]);
});

test('the consoles stayed quiet', () => {
  expect(screens.problems()).toEqual([]);
});
