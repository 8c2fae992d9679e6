import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage, shoot } from './browser.ts';

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

/** A page of its own for each look. */
export function openLooks(browser: Browser): Promise<Look[]> {
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

/** Keeps a picture of the screen and checks what everyone needs of it: no axe violation, nothing wider than the page. */
export async function checkScreen({ name, page }: Look, screen: string): Promise<void> {
  await shoot(page, `${screen}-${name}`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
  expect.soft(found, `${screen} in ${name}`).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
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
