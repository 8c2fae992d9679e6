import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';

const shots = path.resolve(import.meta.dirname, '../../../test-output/screenshots');

/** Debian's Chromium with the flags that work headless as root and reach for nothing outside. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that fails the test on what a person would find in the console: errors, refused resources. */
export async function openPage(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = withRunningPages(await context.newPage());
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    // A refused log-in is answered with 4xx, which Chromium reports on the console; that is no defect.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(message.text());
  });
  return { context, page, problems };
}

/** A list comes with its rows before it can be pressed: opening a page ends when it can. */
function withRunningPages(page: Page): Page {
  const untilItRuns = () => page.waitForFunction(() => !document.querySelector('table[aria-busy="true"]'));
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...step) => {
    const answer = await goto(...step);
    await untilItRuns();
    return answer;
  };
  page.reload = async (...step) => {
    const answer = await reload(...step);
    await untilItRuns();
    return answer;
  };
  return page;
}

/** Keeps a picture under test-output/screenshots for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`) });
}
