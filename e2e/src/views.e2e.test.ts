import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { untilLogged } from './platform/api.ts';
import { shoot } from './platform/browser.ts';
import { checkScreen, type Look, openScreens, type Screens } from './platform/looks.ts';
import { sendCalls } from './platform/varied-traffic.ts';
import { signUp } from './platform/sign-up.ts';

const { webUrl, proxyUrl } = inject('platform');
let screens: Screens;
let desk: Look;

beforeAll(async () => {
  screens = await openScreens(webUrl);
  ({ desk } = screens);
  const key = await signUp(screens, webUrl, 'Annie Easley');
  const call = (user: string, team: string) => ({
    path: '/v1/chat/completions',
    body: { model: 'gpt-4o-mini', messages: [{ role: 'user', content: `Hello from ${user}` }] },
    headers: { 'Helicone-User-Id': user, 'Helicone-Property-Team': team },
  });
  const ids = await sendCalls(proxyUrl, key, [
    call('ada', 'red'),
    call('grace', 'blue'),
    call('ada', 'blue'),
  ]);
  await Promise.all(ids.map((id) => untilLogged(webUrl, key, id)));
});
afterAll(() => screens.close());

const menu = () => desk.page.getByRole('button', { name: /^Views/ });
const item = (name: string | RegExp) => desk.page.getByRole('menuitem', { name });
const choice = (name: string | RegExp) => desk.page.getByRole('menuitemradio', { name });
const rows = () => desk.page.getByRole('table', { name: 'Requests' }).locator('[data-request]');
const heads = () => desk.page.getByRole('table', { name: 'Requests' }).getByRole('columnheader');
const untilRows = (count: number) => expect.poll(() => rows().count(), { timeout: 15_000 }).toBe(count);
const address = () => new URL(desk.page.url()).searchParams;

async function keep(name: string, shared: boolean): Promise<void> {
  const { page } = desk;
  await menu().click();
  await item(/^Keep/).click();
  const dialog = page.getByRole('dialog', { name: 'Keep this view' });
  await dialog.getByLabel('Name').fill(name);
  if (shared) await dialog.getByLabel('Share with the organization').check();
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await page.getByText(`${name} is saved`).first().waitFor();
}

test('a view is kept with its filter, range, order and columns, and comes back whole', async () => {
  const { page } = desk;
  await page.goto(
    `${webUrl}/requests?q=user%3Aada&range=7d&sort=-latencyMs&columns=time,user,property.team,latency`,
  );
  await untilRows(2);
  await menu().click();
  await item('Keep this view').click();
  const dialog = page.getByRole('dialog', { name: 'Keep this view' });
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await dialog.getByText('Give the view a name').waitFor();
  await checkScreen(desk, 'views-dialog');
  await dialog.getByLabel('Name').fill('Ada’s week');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('button', { name: 'Views: Ada’s week', exact: true }).waitFor();
  const id = address().get('view');
  expect(id).toMatch(/^[0-9a-f-]{36}$/);

  await menu().click();
  await choice('All requests').click();
  await untilRows(3);
  expect(Object.fromEntries(address())).toEqual({ view: 'all' });
  await menu().click();
  await choice('Ada’s week').click();
  await untilRows(2);
  expect(Object.fromEntries(address())).toEqual({
    view: id,
    q: 'user:ada',
    range: '7d',
    sort: '-latencyMs',
    columns: 'time,user,property.team,latency',
  });
  expect(await heads().allInnerTexts()).toEqual(expect.arrayContaining(['team']));
});

test('what is changed shows, and is saved or left', async () => {
  const { page } = desk;
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('radio', { name: 'Compact' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Views: Ada’s week, changed' }).waitFor();
  await menu().click();
  await shoot(page, 'views-menu-changed-light');
  await item('Save changes to Ada’s week').click();
  await page.getByRole('button', { name: 'Views: Ada’s week', exact: true }).waitFor();
  await page.reload();
  await untilRows(2);
  await page.getByRole('button', { name: 'Views: Ada’s week', exact: true }).waitFor();

  // Density is no part of the address: it came with the view and goes with it.
  const height = async () => (await rows().first().boundingBox())?.height ?? 0;
  const compact = await height();
  await menu().click();
  await choice('All requests').click();
  await untilRows(3);
  expect(await height()).toBeGreaterThan(compact);
  await page.goBack();
  await untilRows(2);
  await expect.poll(height).toBe(compact);
});

test('one begins with a view, from every link to the list, until one doesn’t', async () => {
  const { page } = desk;
  await menu().click();
  await item('Begin with this view').click();
  await page.getByText('You begin with Ada’s week').waitFor();
  await page.goto(`${webUrl}/settings/keys`);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Requests' }).click();
  await untilRows(2);
  await page.getByRole('button', { name: 'Views: Ada’s week', exact: true }).waitFor();
  await menu().click();
  await choice('All requests').click();
  await untilRows(3);
  await page.reload();
  await untilRows(3);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('week');
  await page.getByRole('option', { name: 'Ada’s week' }).waitFor();
  await page.keyboard.press('Enter');
  await untilRows(2);
  await menu().click();
  await item('Don’t begin with this view').click();
  await page.getByText('You begin with the list as it comes').waitFor();
  await page.goto(`${webUrl}/requests`);
  await untilRows(3);
});

test('a shared view says whose it is, and what is gone of it', async () => {
  const { page } = desk;
  await page.goto(`${webUrl}/requests?columns=time,user,mood`);
  await untilRows(3);
  await page.getByText('there is no such column any more: mood').waitFor();
  await page.goto(`${webUrl}/requests?columns=time,user&q=user%3Agrace`);
  await untilRows(1);
  await keep('Grace', true);
  await screens.check(`/requests${new URL(page.url()).search}`, 'views-shared', async (each, look) => {
    await each.getByRole('button', { name: 'Views: Grace' }).click();
    await each.getByRole('menuitemradio', { name: /Grace.*Annie Easley/ }).waitFor();
    await shoot(each, `views-menu-${look}`);
    await each.keyboard.press('Escape');
    await each.getByRole('menu').waitFor({ state: 'detached' });
  });

  const link = page.url();
  await menu().click();
  await item('Name and sharing').click();
  await page.getByRole('dialog', { name: 'Name and sharing' }).getByLabel('Name').fill('Hopper');
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('button', { name: 'Views: Hopper', exact: true }).waitFor();
  await menu().click();
  await item('Delete view').click();
  const confirm = page.getByRole('alertdialog', { name: 'Delete Hopper?' });
  await confirm.getByText('it goes for everybody').waitFor();
  await confirm.getByRole('button', { name: 'Delete view' }).click();
  await page.getByText('Hopper is deleted').waitFor();
  await untilRows(3);
  await page.goto(link);
  await page.getByText('There is no such view').waitFor();
  await untilRows(1);
  expect(address().get('view')).toBe('all');
});

test('views that can not be loaded are asked for again, and a broken filter is not kept', async () => {
  const { page } = desk;
  await page.route('**/api/v1/views', (route) => route.abort());
  await page.goto(`${webUrl}/requests?view=all`);
  await untilRows(3);
  await menu().click();
  await item(/could not be loaded/).waitFor({ timeout: 30_000 });
  await page.unroute('**/api/v1/views');
  await item(/could not be loaded/).click();
  await choice('Ada’s week').waitFor();
  await page.keyboard.press('Escape');
  await page.goto(`${webUrl}/requests?q=modle%3Ax`);
  await page.getByText("This filter can't be read").waitFor();
  await menu().click();
  expect(await item('Keep this view').getAttribute('aria-disabled')).toBe('true');
  await page.keyboard.press('Escape');
});
