/** Notes when the first row is on the screen, in ms since the navigation began. */
function watchFirstRow() {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[data-request]') === null) return;
    observer.disconnect();
    // The frame after the one in which it was put into the page has it painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        window.firstRowAt = performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** When the first rows are painted, with an empty browser cache and with a filled one. */
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
  return { cold: percentiles(cold), warm: percentiles(warm) };
}

async function load(page, address) {
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.firstRowAt !== undefined);
  return page.evaluate(() => window.firstRowAt);
}

function percentiles(times) {
  times.sort((left, right) => left - right);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
  return { p50: at(0.5), p95: at(0.95) };
}
