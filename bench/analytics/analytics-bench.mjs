import { writeFile } from 'node:fs/promises';
import { createAnalyticsDesk } from '@heliograph/clickhouse/analytics/analytics-desk';
import { migrateClickHouse } from '@heliograph/clickhouse/migrate';
import { rollUp } from '@heliograph/clickhouse/rollup/roll-up';
import { queryAnalyticsInputSchema } from '@heliograph/contracts/analytics';
import { openExplorer } from '../explorer/open-explorer.mjs';
import { untilMerged } from '../explorer/fill.mjs';
import { costByUser, organizationId, overviewOf } from './overview.mjs';
import { measureInserts } from './inserts.mjs';

/** Not that of the machine, so that days and hours of rollups differ from those that are asked for. */
const timezone = 'Europe/Berlin';

/** How fast analytics are answered among many requests, from rollups and without. See bench/README.md. */
export async function analyticsBench({ short, rows: wanted, rounds, data, json }) {
  const rows = wanted ?? (short ? 300_000 : 10_000_000);
  const asked = rounds ?? (short ? 5 : 20);
  const explorer = await openExplorer({ rows, data, texts: 0 });
  const { client, url } = explorer;
  const results = { rows };
  const say = (text) => process.stdout.write(`${text}\n`);
  try {
    // The folder may have been filled before the last migration.
    await migrateClickHouse({ url });
    await askForDaysOf(explorer);
    const startedAt = performance.now();
    for (;;) {
      const { hours, days, complete } = await rollUp(client, { settleMs: 0 });
      if (hours + days > 0) say(`rolled up ${hours} hours and ${days} days`);
      if (complete) break;
    }
    await untilMerged(client);
    results.rollUpSeconds = Math.round((performance.now() - startedAt) / 1000);
    say(`in ${results.rollUpSeconds} s; ${await describe(client)}`);

    Object.assign(results, await measureQuestions(explorer, { rows, asked, say }));
    results.inserts = await measureInserts(explorer, { rounds: short ? 2 : 6, say });
    if (json) await writeFile(json, JSON.stringify(results, null, 2));
  } finally {
    await explorer.close();
  }
}

/** Asks for days of the zone once, as somebody does who looks at them: from then on they are rolled up. */
async function askForDaysOf({ client, until }) {
  const [tile] = overviewOf({ until, days: 90, timezone }).filter(({ interval }) => interval === 'day');
  await createAnalyticsDesk(client).ask({
    organizationId,
    question: queryAnalyticsInputSchema.parse(tile),
  });
  for (let offsets = 0; offsets === 0;) {
    const result = await client.query({
      query: 'SELECT count() AS n FROM rollup_offsets',
      format: 'JSONEachRow',
    });
    const [{ n }] = await result.json();
    offsets = Number(n);
  }
}

/** How long questions take from rollups, and from the requests themselves. */
export async function measureQuestions({ client, until }, { rows, asked, say }) {
  const results = { subjects: [], tiles: [] };
  const desk = createAnalyticsDesk(client);
  const ask = (question, rollups = true) =>
    desk.ask({
      organizationId,
      question: queryAnalyticsInputSchema.parse(question),
      rollups,
    });
  const tiles = overviewOf({ until, days: 30, timezone });
  const subjects = [
    {
      name: `overview of 30 days, ${tiles.length} questions at once`,
      target: rows > 10_000_000 ? 600 : 300,
      rolled: () => Promise.all(tiles.map((tile) => ask(tile))),
      raw: () => Promise.all(tiles.map((tile) => ask(tile, false))),
    },
    {
      name: 'cost by user, top 100 of 90 days',
      target: 500,
      rolled: () => ask(costByUser({ until })),
      raw: () => ask(costByUser({ until }), false),
    },
  ];
  for (const { name, target, rolled, raw } of subjects) {
    const fast = await times(rolled, asked);
    const slow = await times(raw, Math.max(2, Math.ceil(asked / 5)));
    results.subjects.push({ name, target, rolled: fast, raw: slow });
    say(
      `${name}: P50 ${fast.p50} ms, P95 ${fast.p95} ms (target ${target}${fast.p95 > target ? ': NOT MET' : ''}); from requests P50 ${slow.p50} ms, ${(slow.p50 / fast.p50).toFixed(1)} x`,
    );
  }
  for (const tile of tiles.slice(0, 26)) {
    const { source } = await ask(tile);
    const fast = await times(() => ask(tile), Math.min(asked, 5));
    const what = `${tile.metrics.map(({ metric }) => metric).join(' ')} ${tile.interval ?? ''} ${(tile.groupBy ?? []).join(' ')}`;
    results.tiles.push({ what, source, ...fast });
    say(`  ${what.padEnd(60)} ${source.padEnd(9)} P50 ${fast.p50} ms`);
  }
  return results;
}

async function times(run, count) {
  await run();
  const taken = [];
  for (let n = 0; n < count; n += 1) {
    const startedAt = performance.now();
    await run();
    taken.push(performance.now() - startedAt);
  }
  taken.sort((left, right) => left - right);
  const at = (share) => Math.round(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))]);
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}

async function describe(client) {
  const result = await client.query({
    query: `SELECT kind, grain, count() AS rows FROM request_rollups GROUP BY kind, grain ORDER BY kind, grain`,
    format: 'JSONEachRow',
  });
  const kinds = (await result.json()).map(({ kind, grain, rows }) => `${kind}/${grain} ${rows}`);
  const size = await client.query({
    query: `SELECT table, round(sum(bytes_on_disk) / 1e6) AS mb FROM system.parts
      WHERE active AND database = currentDatabase() AND table IN ('requests', 'request_rollups') GROUP BY table`,
    format: 'JSONEachRow',
  });
  const sizes = (await size.json()).map(({ table, mb }) => `${table} ${mb} MB`);
  return `rows: ${kinds.join(', ')}; ${sizes.join(', ')}`;
}
