import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser, openPage, shoot } from './browser.ts';

/** The ways in which every screen is looked at. */
const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
} as const;

type LookName = keyof typeof looks;

export interface Look {
  name: LookName;
  page: Page;
  context: BrowserContext;
  /** What the console complained of. */
  problems: string[];
}

/** All looks in a browser of their own. */
export interface Screens {
  /** The light look, on a desktop: where things are done. */
  desk: Look;
  /** Opens the path in every look at once and checks each as soon as `ready` has resolved for it. */
  check(path: string, screen: string, ready: (page: Page, look: LookName) => Promise<unknown>): Promise<void>;
  /** Lets whoever is signed in on the desk be so in every look. */
  shareSession(): Promise<void>;
  /** What the consoles complained of. */
  problems(): string[];
  close(): Promise<void>;
}

export async function openScreens(webUrl: string): Promise<Screens> {
  const browser = await launchBrowser();
  const all = await openLooks(browser);
  const [desk] = all;
  if (desk === undefined) throw new Error('no look');
  return {
    desk,
    async check(path, screen, ready) {
      await Promise.all(
        all.map(async (look) => {
          await look.page.goto(`${webUrl}${path}`);
          await ready(look.page, look.name);
          await checkScreen(look, screen);
        }),
      );
    },
    async shareSession() {
      const { cookies } = await desk.context.storageState();
      for (const { context } of all) await context.addCookies(cookies);
    },
    problems: () => all.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
    close: () => browser.close(),
  };
}

/** A page of its own for each look. */
function openLooks(browser: Browser): Promise<Look[]> {
  const names = Object.keys(looks) as LookName[];
  return Promise.all(
    names.map(async (name) => ({
      name,
      ...(await openPage(browser, {
        ...looks[name],
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      })),
    })),
  );
}

/** What axe looks for: all of it in the light; the dark is the same page in other colours, a phone the same colours. */
const narrowed: Record<LookName, (axe: AxeBuilder) => AxeBuilder> = {
  light: (axe) => axe,
  dark: (axe) => axe.withRules(['color-contrast']),
  phone: (axe) => axe.disableRules(['color-contrast']),
};

/** Keeps a picture of the screen and checks what everyone needs of it: no axe violation, nothing wider than the page. */
export async function checkScreen({ name, page }: Look, screen: string): Promise<void> {
  // What is asked for anew is faded meanwhile.
  await page.locator('table[aria-busy="true"]').waitFor({ state: 'detached' });
  await shoot(page, `${screen}-${name}`);
  // Legacy: in the page itself. The other way opens a second page for frames of other origins, of which there are none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await narrowed[name](axe).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found, `${screen} in ${name}`).toEqual([]);
  const overflow = await page.evaluate(() => {
    // The content scrolls in an element of its own.
    const scrollers = [document.documentElement, document.getElementById('main')];
    return Math.max(...scrollers.map((each) => (each === null ? 0 : each.scrollWidth - each.clientWidth)));
  });
  expect.soft(overflow, `px beyond the width of ${screen} in ${name}`).toBeLessThanOrEqual(0);
}

/** Makes the page believe that its tab is (or is no longer) in the background. */
export async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate(
    (state) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    hidden ? 'hidden' : 'visible',
  );
}
