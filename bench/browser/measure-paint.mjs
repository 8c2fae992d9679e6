/** Notes when the first row is on the screen and when the list can be pressed, in ms since the navigation began. */
function watchFirstRow() {
  const isShown = (selector) =>
    [...document.querySelectorAll(selector)].some((found) => found.getClientRects().length > 0);
  const observer = new MutationObserver(() => {
    if (window.firstRowAt === undefined && isShown('[data-request]')) {
      window.firstRowAt = null;
      // The frame after the one in which it was put into the page has it painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          window.firstRowAt = performance.now();
        }),
      );
    }
    if (!isShown('table[aria-busy="false"] [data-request]')) return;
    observer.disconnect();
    window.readyAt = performance.now();
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });
}

/** When the first rows are painted, with an empty browser cache and with a filled one, and when they can be pressed. */
export async function measurePaint(browser, { account, address, loads }) {
  const cold = [];
  const warm = [];
  for (let n = 0; n <= loads; n += 1) {
    const context = await browser.newContext({
      storageState: account.state,
      viewport: { width: 1440, height: 900 },
    });
    await context.addInitScript(watchFirstRow);
    const page = await context.newPage();
    const first = await load(page, address);
    const second = await load(page, address);
    await context.close();
    // The first of all warms the server up.
    if (n === 0) continue;
    cold.push(first);
    warm.push(second);
  }
  return { cold: summary(cold), warm: summary(warm) };
}

async function load(page, address) {
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => typeof window.firstRowAt === 'number' && window.readyAt !== undefined);
  return page.evaluate(() => ({ paint: window.firstRowAt, ready: window.readyAt }));
}

function summary(loads) {
  return {
    ...percentiles(loads.map(({ paint }) => paint)),
    ready: percentiles(loads.map(({ ready }) => ready)),
  };
}

function percentiles(times) {
  times.sort((left, right) => left - right);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
  return { p50: at(0.5), p95: at(0.95) };
}
