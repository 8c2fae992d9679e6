import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { RequestDetail } from '@heliograph/contracts/request';
import { untilLogged } from './platform/api.ts';
import { shoot } from './platform/browser.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { openQueryGate } from './platform/query-gate.ts';
import { signUp } from './platform/sign-up.ts';
import { startWeb } from './platform/start-web.ts';
import { sendCalls, variedTraffic } from './platform/varied-traffic.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;
let key = '';
let sent: RequestDetail[] = [];

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  key = await signUp(screens, webUrl, 'Katherine Johnson');
});
afterAll(() => screens.close());

const tile = (name: string, page: Page = desk.page) => page.getByRole('figure', { name, exact: true });
const failed = () => sent.filter(({ outcome }) => outcome === 'failed');
/** What a tile says to those who don't see it: by row, without the head. */
async function spoken(name: string): Promise<string[][]> {
  const rows = await tile(name).locator('table tbody tr').all();
  const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  return texts.map((cells) => cells.map((text) => text.trim()));
}
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
async function menuOf(name: string, item: string): Promise<void> {
  await desk.page
    .getByRole('button', { name: `More on ${name}`, exact: true })
    .first()
    .click();
  await desk.page.getByRole('menuitem', { name: item }).click();
}

test('without requests the tiles say so, and what to do', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/dashboard`);
  await page.getByText('No requests in this period').first().waitFor();
  await page.getByText('No request of this period has a user').waitFor();
  await page.getByRole('link', { name: 'Send the first request' }).waitFor();
  await checkScreen(desk, 'dashboard-empty');
});

test('the figures are those of the requests that were sent', async () => {
  const { page } = desk;
  const ids = await sendCalls(proxyUrl, key, variedTraffic());
  sent = await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  await page.goto(`${webUrl}/dashboard?range=1h`);
  await tile('Requests').first().getByText('25', { exact: true }).first().waitFor();
  const rate = Math.round((failed().length / 25) * 100);
  await tile('Error rate').first().getByText(`${rate} %`, { exact: true }).first().waitFor();
  const users = new Set(sent.flatMap(({ userId }) => userId ?? []));
  await tile('Users').first().getByText(String(users.size), { exact: true }).first().waitFor();

  await tile('Requests by status').locator('svg.recharts-surface').first().waitFor();
  const statuses = await spoken('Requests by status');
  expect(sum(statuses.flatMap(([, ...counts]) => counts.map(Number)))).toBe(25);
  const kinds = await spoken('Errors by kind');
  expect(sum(kinds.flatMap(([, ...counts]) => counts.map(Number)))).toBe(failed().length);

  // Cost, requests and errors of each user, the costliest first.
  const top = (await spoken('Top users')).map(([name = '', , requests, errors]) => [
    name.split(':')[0]?.trim(),
    Number(requests),
    Number(errors),
  ]);
  for (const user of users) {
    const own = sent.filter(({ userId }) => userId === user);
    expect(top).toContainEqual([user, own.length, own.filter(({ outcome }) => outcome === 'failed').length]);
  }
  const costs = await spoken('Top models');
  const cost = sum(sent.map(({ costUsd }) => Number(costUsd ?? 0)));
  expect(sum(costs.map(([, text = '']) => Number(text.replace(/[$,]/g, ''))))).toBeCloseTo(cost, 3);
});

// Many tiles at once, in three browsers: a busy machine takes its time.
test('looks as it should, on every screen', async () => {
  await screens.check('/dashboard?range=1h', 'dashboard', async (page) => {
    await tile('Requests', page).last().locator('.recharts-bar-rectangle path').first().waitFor();
    await tile('Latency', page).last().locator('.recharts-bar-rectangle path').first().waitFor();
    await page.getByRole('table', { name: 'Top API keys' }).getByText('Browser tests').waitFor();
  });
}, 120_000);

test('charts are split by what the page is grouped by', async () => {
  const { page } = desk;
  await page.getByLabel('Group by').click();
  await page.getByRole('option', { name: 'By Model' }).click();
  await page.getByRole('heading', { name: 'Cost by model' }).waitFor();
  await page.getByText('P95 latency alone, as it is split by model.').waitFor();
  expect(new URL(page.url()).searchParams.get('by')).toBe('model');
  await shoot(page, 'dashboard-grouped-light');

  // What a group looks like is the same in every chart, and the next time.
  const looksOf = async (name: string): Promise<Record<string, string>> => {
    const swatches = tile(name).last().locator('figcaption span:has(> span[aria-hidden])');
    await swatches.first().waitFor();
    return Object.fromEntries(
      await swatches.evaluateAll((all) =>
        all.map((one) => {
          const { backgroundColor, backgroundImage } = (one.firstElementChild as HTMLElement).style;
          return [one.textContent, `${backgroundColor}${backgroundImage}`] as const;
        }),
      ),
    );
  };
  const cost = await looksOf('Cost by model');
  const requests = await looksOf('Requests by model');
  const models = Object.keys(cost).filter((name) => name in requests && name !== 'Period before');
  expect(models.length).toBeGreaterThan(2);
  for (const model of models) expect(requests[model], model).toBe(cost[model]);
  expect(new Set(models.map((model) => cost[model])).size).toBe(models.length);
  await page.reload();
  expect(await looksOf('Cost by model')).toEqual(cost);
});

test('the order of a table stands in the address', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/dashboard?range=1h`);
  const head = tile('Top users').getByRole('columnheader', { name: 'Errors' });
  await head.getByRole('button').click();
  await tile('Top users').locator('th[aria-sort="descending"]', { hasText: 'Errors' }).waitFor();
  await head.getByRole('button').click();
  await tile('Top users').locator('th[aria-sort="ascending"]', { hasText: 'Errors' }).waitFor();
  await page.reload();
  await tile('Top users').locator('th[aria-sort="ascending"]', { hasText: 'Errors' }).waitFor();
  const errors = (await spoken('Top users')).map((cells) => Number(cells.at(-1)));
  expect(errors).toEqual(errors.toSorted((left, right) => left - right));
});

test('a drag zooms in or leads to exactly those requests, and so do a press and the keyboard', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/dashboard?range=1h&q=stream%3Afalse`);
  const chart = tile('Requests').last().locator('svg.recharts-surface').first();
  await chart.locator('.recharts-bar-rectangle path').first().waitFor();
  const box = await chart.boundingBox();
  if (box === null) throw new Error('no chart');
  const plain = sent.filter(({ stream }) => !stream).length;
  await tile('Requests').first().getByText(String(plain), { exact: true }).first().waitFor();
  const drag = async (): Promise<void> => {
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.5, { steps: 3 });
    await page.mouse.move(box.x + box.width - 5, box.y + box.height * 0.5, { steps: 3 });
    await page.mouse.up();
  };
  await drag();
  await page.getByRole('menuitem', { name: 'Zoom in' }).waitFor();
  await shoot(page, 'dashboard-brush-light');
  await page.getByRole('menuitem', { name: 'Zoom in' }).click();
  await page.waitForURL(/\/dashboard\?.*from=/);
  const zoomed = new URL(page.url()).searchParams;
  expect(zoomed.get('q')).toBe('stream:false');
  expect(Date.parse(zoomed.get('to') ?? '') - Date.parse(zoomed.get('from') ?? '')).toBeLessThan(3_600_000);
  await page.goBack();
  await page.waitForURL(/range=1h/);
  await chart.locator('.recharts-bar-rectangle path').first().waitFor();

  // The last half hour with the keyboard.
  const plot = tile('Requests').last().getByRole('slider');
  await plot.press('ArrowLeft');
  for (let step = 0; step < 30; step++) await plot.press('Shift+ArrowLeft');
  await plot.press('Enter');
  const label = await page.getByRole('menu').getByText('–').innerText();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/dashboard\?.*from=/);
  await page.getByRole('button', { name: label }).waitFor();
  await page.goBack();
  await page.waitForURL(/range=1h/);
  await chart.locator('.recharts-bar-rectangle path').first().waitFor();

  await drag();
  await page.getByRole('menuitem', { name: 'Show these requests' }).click();
  await page.waitForURL('**/requests?**');
  const query = new URL(page.url()).searchParams;
  expect(query.get('q')).toBe('stream:false');
  expect(Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')).toBeGreaterThan(
    20 * 60_000,
  );
  await page.getByText(`All ${plain} requests of this time range`).waitFor();

  await page.goto(`${webUrl}/dashboard?range=1h`);
  const failures = await tile('Error rate').first().getByRole('link').getAttribute('href');
  // The same with the keyboard: every row of a chart's table is a link.
  await tile('Top models')
    .getByRole('link', { name: /^fake-cut/ })
    .press('Enter');
  await page.waitForURL('**/requests?**');
  const cut = sent.filter(({ model }) => model === 'fake-cut').length;
  await page
    .getByText(cut === 1 ? 'One request of this time range' : `All ${cut} requests of this time range`)
    .waitFor();
  await page.goto(`${webUrl}${failures}`);
  await page.getByText(`All ${failed().length} requests of this time range`).waitFor();
});

test('charts are downloaded as values and as a picture', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/dashboard?range=1h`);
  await tile('Top users').getByRole('link').first().waitFor();
  const download = async (name: string, item: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), menuOf(name, item)]);
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
  };
  const csv = await download('Top users', 'Download CSV');
  expect(csv.name).toMatch(/^top-users_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = csv.content.toString('utf8').trimEnd().split('\r\n');
  expect(head).toBe('User,Cost,Requests,Errors');
  expect(sum(lines.map((line) => Number(line.split(',').at(-2))))).toBe(25);
  const ada = sent.filter(({ userId }) => userId === 'ada@example.com');
  const cost = lines.find((line) => line.startsWith('ada@'))?.split(',')[1];
  expect(Number(cost)).toBeCloseTo(sum(ada.map(({ costUsd }) => Number(costUsd ?? 0))), 9);

  await tile('Requests by status').locator('.recharts-bar-rectangle path').first().waitFor();
  for (const name of ['Requests by status', 'Top users', 'Latency over time', 'P95 latency']) {
    const png = await download(name, 'Download PNG');
    expect(png.content.subarray(1, 4).toString()).toBe('PNG');
    expect(png.content.length, name).toBeGreaterThan(5_000);
  }
});

test('a dashboard of one’s own is made, changed with the keyboard, and stays so', async () => {
  const { page } = desk;
  const order = () =>
    page.locator('[data-tile]').evaluateAll((all) => all.map((one) => one.getAttribute('data-tile')));
  await page.goto(`${webUrl}/dashboard?range=1h`);
  await page.getByRole('button', { name: 'Dashboards: Overview' }).click();
  await page.getByRole('menuitem', { name: 'New dashboard' }).click();
  const dialog = page.getByRole('dialog', { name: 'New dashboard' });
  await dialog.getByRole('button', { name: 'Save dashboard' }).click();
  await dialog.getByText('Give the dashboard a name').waitFor();
  await dialog.getByLabel('Name').fill('Morning');
  await dialog.getByRole('button', { name: 'Save dashboard' }).click();
  await page.getByText('No tiles yet').waitFor();
  await checkScreen(desk, 'dashboard-new');

  const editor = page.getByRole('dialog', { name: 'New tile' });
  const add = async (chart: string, change: () => Promise<void>): Promise<void> => {
    await page.getByRole('button', { name: 'Add tile' }).first().click();
    await editor.getByRole('radio', { name: chart }).click();
    await change();
    await editor.getByRole('button', { name: 'Add tile' }).click();
    await editor.waitFor({ state: 'detached' });
  };
  await add('Lines', async () => {
    await editor.getByLabel('Metric 1').click();
    await page.getByRole('option', { name: 'Latency', exact: true }).click();
    await editor.getByRole('button', { name: 'Add metric' }).click();
    await editor.getByLabel('Filter').fill('model:gpt-4o');
    await page.keyboard.press('Enter');
    await editor.getByRole('heading', { name: 'P50 latency and P75 latency' }).waitFor();
    // What is asked for anew is faded meanwhile.
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    await checkScreen(desk, 'dashboard-editor');
  });
  await add('Table', async () => {
    await editor.getByLabel('Group by').click();
    await page.getByRole('option', { name: 'Feature', exact: true }).click();
    await editor.getByLabel('Title').fill('By feature');
    await editor.getByText('customer_support').waitFor();
  });
  await tile('By feature').getByText('customer_support').waitFor();
  const made = await order();

  await page.getByRole('button', { name: 'Move tiles' }).click();
  const handle = page.getByRole('button', { name: 'Move or resize By feature' });
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await page.getByText('By feature: column 1, row 1').waitFor();
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('By feature: 7 columns wide, 6 rows high').waitFor();
  await checkScreen(desk, 'dashboard-moving');
  await page.getByText('Saving', { exact: true }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Done' }).click();
  expect(await order()).toEqual(made.toReversed());
  await page.reload();
  await tile('By feature').getByText('customer_support').waitFor();
  expect(await order()).toEqual(made.toReversed());

  // With the pointer: by its handle to the right of the other.
  await page.getByRole('button', { name: 'Move tiles' }).click();
  const grip = await handle.boundingBox();
  if (grip === null) throw new Error('no handle');
  await page.mouse.move(grip.x + 10, grip.y + 10);
  await page.mouse.down();
  await page.mouse.move(grip.x + 10, grip.y + 420, { steps: 10 });
  await page.mouse.up();
  await expect.poll(order).toEqual(made);
  await page.getByRole('button', { name: 'Done' }).click();

  await page.getByRole('button', { name: 'Dashboards: Morning' }).click();
  await page.getByRole('menuitem', { name: 'Begin with this dashboard' }).click();
  await page.getByText('You begin with Morning').waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests' }).click();
  await page.waitForURL('**/requests');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Dashboards: Morning' }).waitFor();
  await menuOf('By feature', 'Remove tile');
  await expect.poll(order).toEqual(made.slice(0, 1));

  await page.getByRole('button', { name: 'Dashboards: Morning' }).click();
  await page.getByRole('menuitem', { name: 'Delete dashboard' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete dashboard' }).click();
  await page.getByText('Morning is deleted').waitFor();
  await page.getByRole('button', { name: 'Dashboards: Overview' }).waitFor();
});

test('who leaves ends the questions, and what is too wide is said', async () => {
  const platform = inject('platform');
  const gate = await openQueryGate(platform.clickhouseUrl);
  const web = await startWeb(platform, { CLICKHOUSE_URL: gate.url });
  try {
    const { page } = desk;
    const patience = { timeout: 30_000 };
    const waitingIds = async (): Promise<string[]> => {
      await expect.poll(() => gate.waiting.size, patience).toBeGreaterThan(0);
      return [...gate.waiting];
    };
    const areEnded = async (ids: readonly string[]): Promise<void> => {
      await expect
        .poll(() => ids.filter((id) => gate.left.has(id) && gate.killed.has(id)), patience)
        .toEqual(ids);
    };
    gate.hold();
    // By a link within the dashboard, where the page stays.
    await page.goto(`${web.webUrl}/dashboard?range=7d`);
    const first = await waitingIds();
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'API keys' }).click();
    await page.waitForURL('**/settings/keys');
    await areEnded(first);
    // By closing the tab.
    const tab = await desk.context.newPage();
    await tab.goto(`${web.webUrl}/dashboard?range=3d`);
    const second = await waitingIds();
    await tab.close();
    await areEnded(second);

    await page.goto(`${web.webUrl}/dashboard?range=30d`);
    await waitingIds();
    gate.refuse(159, 'Timeout exceeded: elapsed 15 seconds');
    const users = tile('Top users');
    await users.getByText('Narrow the range').waitFor();
    await checkScreen(desk, 'dashboard-too-wide');
    gate.open();
    await users.getByRole('button', { name: 'Try again' }).click();
    await users.getByRole('link').first().waitFor();
    // A page whose server ends complains of it.
    await page.goto(`${webUrl}/settings/keys`);
  } finally {
    await web.stop();
    await gate.close();
  }
}, 120_000);

test('what can not be loaded is said, tile by tile, and asked for again', async () => {
  const { page } = desk;
  await page.route('**/api/v1/analytics/query', (route) => route.abort());
  await page.goto(`${webUrl}/dashboard?range=1h`);
  const retry = tile('Top users').getByRole('button', { name: 'Try again' });
  await retry.waitFor({ timeout: 30_000 });
  await checkScreen(desk, 'dashboard-failed');
  await page.unroute('**/api/v1/analytics/query');
  await retry.click();
  await tile('Top users').getByRole('link').first().waitFor();
  await page.goto(`${webUrl}/dashboard?board=019aa2b5-2222-7333-8444-777788889999`);
  await page.getByText('There is no such dashboard').waitFor();
  expect(screens.problems().filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([]);
});
