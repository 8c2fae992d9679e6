import { readBusy, watchBusy } from './watch-busy.mjs';

const TURN_PX = 600;
const TURNS = 100;
/** ms in which what was set off happens, and Chromium tells of it. */
const SETTLE_MS = 1_000;

/** Fills a session of the organization with so many requests in 500 places of its tree, 300 ms apart. */
export async function fillSession(clickHouse, { organizationId, id, requests }) {
  await clickHouse.command({
    query: `INSERT INTO requests SELECT * EXCEPT (number) REPLACE (
        generateUUIDv7() AS id,
        created_at - INTERVAL 1 HOUR + toIntervalMillisecond(number * 300) AS created_at,
        {id:String} AS session_id,
        concat('/suite ', toString(number % 20), '/case ', toString(intDiv(number, 20) % 25)) AS session_path)
      FROM (SELECT * FROM requests WHERE organization_id = {organizationId:UUID} ORDER BY created_at DESC LIMIT 1) AS original
      CROSS JOIN numbers({requests:UInt64}) AS copies`,
    query_params: { organizationId, id, requests },
  });
}

/** How long a session takes to open, to unfold whole, and what scrolling through it keeps the page busy with. */
export async function measureTimeline(browser, { account, address, loads }) {
  const opened = [];
  let busy;
  for (let n = 0; n < loads; n += 1) {
    const context = await browser.newContext({
      storageState: account.state,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'commit' });
    await page.getByRole('treeitem').first().waitFor();
    opened.push(await page.evaluate(() => performance.now()));
    if (n === loads - 1) {
      await page.waitForLoadState('networkidle');
      await watchBusy(page);
      await page.getByRole('button', { name: 'Expand all' }).click();
      await page.getByRole('treeitem', { level: 3 }).first().waitFor();
      const { longest: unfolding } = await readBusy(page, SETTLE_MS);
      await watchBusy(page);
      const box = await page.getByRole('treeitem').nth(5).boundingBox();
      await page.mouse.move(box.x + 200, box.y);
      for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, TURN_PX);
      busy = { ...(await readBusy(page, SETTLE_MS)), unfolding, scrolledPx: await scrolledPx(page) };
    }
    await context.close();
  }
  opened.sort((left, right) => left - right);
  return { opened: Math.round(opened[Math.floor(opened.length / 2)]), ...busy };
}

/** How far the list has been scrolled, so that a wheel that turned nothing is noticed. */
function scrolledPx(page) {
  return page.evaluate(() => {
    let box = document.querySelector('[role="treeitem"]');
    while (box !== null && box.scrollTop === 0) box = box.parentElement;
    return box?.scrollTop ?? 0;
  });
}
