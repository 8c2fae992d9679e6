import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { signUp } from './platform/sign-up.ts';
import { sendCalls, variedTraffic } from './platform/varied-traffic.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
});
afterAll(() => screens.close());

const byModel = `SELECT model, count() AS requests, sum(cost_usd) AS cost
FROM requests
GROUP BY model
ORDER BY requests DESC`;

/** Takes the place of what stands in the editor. */
async function write(text: string): Promise<void> {
  const editor = desk.page.getByRole('textbox', { name: 'SQL statement' });
  await editor.click();
  await desk.page.keyboard.press('ControlOrMeta+A');
  await desk.page.keyboard.insertText(text);
}

test('begins with the tables and examples', async () => {
  const key = await signUp(screens, webUrl, 'Radia Perlman');
  const ids = await sendCalls(proxyUrl, key, variedTraffic());
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
  await screens.check('/sql', 'sql-empty', async (page) => {
    await page.getByRole('textbox', { name: 'SQL statement' }).waitFor();
    await page.getByText('Ask what no page shows').waitFor();
    await page.getByRole('button', { name: /^latency_ms/ }).waitFor();
  });
  // Functions are written as ClickHouse knows them, which tells small letters from capitals.
  await write('SELECT toStartOfD');
  await desk.page.getByRole('option', { name: 'toStartOfDay', exact: true }).waitFor();
  await desk.page.keyboard.press('Escape');
});

test('runs a statement by the keyboard, sorts, copies and downloads its rows', async () => {
  const { page } = desk;
  await write(byModel);
  await page.keyboard.press('ControlOrMeta+Enter');
  const region = page.getByRole('region', { name: 'Result', exact: true });
  await region.getByText(/^\d rows · .* rows read/).waitFor();
  await region.getByRole('button', { name: 'requests' }).click();
  const counts = (await region.locator('tbody tr td:nth-child(2)').allTextContents()).map(Number);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  await region
    .getByRole('columnheader', { name: 'requests' })
    .and(page.locator('[aria-sort=ascending]'))
    .waitFor();
  await region.getByRole('button', { name: 'Copy' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^model\trequests\tcost\n/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    region.getByRole('button', { name: 'CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('result.csv');
  expect(await readFile(await download.path(), 'utf8')).toMatch(/^\uFEFFmodel,requests,cost\r\n/);
});

test('a link shows the result, as a table and as a chart', async () => {
  const path = new URL(desk.page.url());
  expect(path.searchParams.get('sql')).toBe(byModel);
  await screens.check(`${path.pathname}${path.search}`, 'sql-result', async (page) => {
    await page.getByText(/^\d rows · /).waitFor();
  });
  const chart = desk.page.getByRole('radio', { name: 'Chart' });
  await chart.click();
  await desk.page.locator('svg .recharts-bar-rectangle').first().waitFor();
  await checkScreen(desk, 'sql-chart');
});

test('a refusal says why, and marks where', async () => {
  const { page } = desk;
  await write('SELECT modell\nFROM requests');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('alert').getByText('modell').waitFor();
  expect(await page.locator('.cm-fault').textContent()).toBe('modell');
  await checkScreen(desk, 'sql-refused');
  await write('SELECT * FROM system.tables');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('alert').getByText('Tables are named without a database').waitFor();
});

test('is cancelled', async () => {
  const { page } = desk;
  await write(
    'SELECT count() FROM (SELECT arrayJoin(range(1000000)) x) a CROSS JOIN (SELECT arrayJoin(range(1000000)) y) b',
  );
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByText('The statement was ended').waitFor();
});

test('is kept, opened again, changed and deleted', async () => {
  const { page } = desk;
  await write(byModel);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Models');
  await dialog.getByLabel('Share with the organization').check();
  await checkScreen(desk, 'sql-save');
  await dialog.getByRole('button', { name: 'Save query' }).click();
  await page.getByRole('heading', { name: 'Models' }).waitFor();
  await page.getByRole('tab', { name: 'Kept' }).click();
  await page.goto(`${webUrl}/sql`);
  await page.getByRole('tab', { name: 'Kept' }).click();
  await page.getByRole('button', { name: 'Models', exact: true }).click();
  await page.getByText(/^\d rows · /).waitFor();
  await write('SELECT 1 AS one');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('Models is saved').first().waitFor();
  await page.getByRole('button', { name: 'Delete Models' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete query' }).click();
  await page.getByText('Nothing is kept yet').waitFor();
  expect(screens.problems()).toEqual([]);
});
