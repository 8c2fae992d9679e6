import { readBusy, watchBusy } from './watch-busy.mjs';

/** px of one turn of the wheel. */
const TURN_PX = 1_500;
const MOST_SECONDS = 120;

/** Turns the wheel through the list until so many rows were loaded, and says what the page was busy with. */
export async function measureScroll(browser, { account, address, rows }) {
  const context = await browser.newContext({
    storageState: account.state,
    viewport: { width: 1440, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator('table[aria-busy="false"] [data-request]').first().waitFor();
  // The page has drawn itself by now; only what scrolling brings shall count.
  await page.waitForLoadState('networkidle');
  await watchBusy(page);
  await page.mouse.move(700, 600);
  const startedAt = performance.now();
  let last = 0;
  while (last < rows && performance.now() - startedAt < MOST_SECONDS * 1000) {
    await page.mouse.wheel(0, TURN_PX);
    last = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll('[data-index]')].map((row) => Number(row.dataset.index))),
    );
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const busy = await readBusy(page);
  await context.close();
  return { rows: last, seconds, ...busy };
}
