import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser, openPage, shoot } from './browser.ts';

/** The pages on which every screen is opened; the desk is looked at in the dark, too. */
const pages = {
  light: { colorScheme: 'light' },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, hasTouch: true },
} as const;

type PageName = keyof typeof pages;
type LookName = PageName | 'dark';

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
  /**
   * Opens the path on the desk and the phone at once and checks each as soon as `ready` has resolved for it. The desk is
   * checked a second time when its system turns dark, and keeps the page, light again.
   */
  check(path: string, screen: string, ready: (page: Page, look: PageName) => Promise<unknown>): Promise<void>;
  /** Lets whoever is signed in on the desk be so on the phone. */
  shareSession(): Promise<void>;
  /** What the consoles complained of. */
  problems(): string[];
  close(): Promise<void>;
}

export async function openScreens(webUrl: string): Promise<Screens> {
  const browser = await launchBrowser();
  const [desk, phone] = await Promise.all([openLook(browser, 'light'), openLook(browser, 'phone')]);
  return {
    desk,
    async check(path, screen, ready) {
      const open = async (look: Look, name: PageName): Promise<void> => {
        await look.page.goto(`${webUrl}${path}`);
        await ready(look.page, name);
        await checkScreen(look, screen);
      };
      await Promise.all([
        open(desk, 'light').then(() => checkInTheDark(desk, screen)),
        // What stays open goes on asking for what is new.
        open(phone, 'phone').then(() => phone.page.goto('about:blank')),
      ]);
    },
    async shareSession() {
      const { cookies } = await desk.context.storageState();
      await phone.context.addCookies(cookies);
    },
    problems: () => [desk, phone].flatMap(({ name, problems }) => problems.map((text) => `${name}: ${text}`)),
    close: () => browser.close(),
  };
}

async function openLook(browser: Browser, name: PageName): Promise<Look> {
  const opened = await openPage(browser, {
    ...pages[name],
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return { name, ...opened };
}

/** The desk's system turns dark in the evening, and light again. */
async function checkInTheDark(desk: Look, screen: string): Promise<void> {
  const { page } = desk;
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html.dark').waitFor();
  await checkScreen({ ...desk, name: 'dark' }, screen);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.locator('html.light').waitFor();
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
  // Of what passes, nothing is told: that would take longer than the checks themselves.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
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
