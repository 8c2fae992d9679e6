import { writeFile } from 'node:fs/promises';
import { rollUp } from '@heliograph/clickhouse/rollup/roll-up';
import { ours, untilMerged } from './fill.mjs';
import { openExplorer } from './open-explorer.mjs';
import { makeQuestions } from './questions.mjs';

/** How fast the explorer's questions are answered among many requests. See bench/README.md. */
export async function explorerBench({ short, rows: wanted, rounds, data, json }) {
  const rows = wanted ?? (short ? 300_000 : 10_000_000);
  const asked = rounds ?? (short ? 10 : 30);
  const explorer = await openExplorer({ rows, data });
  const { client, until } = explorer;
  try {
    await keepRollups(client);
    process.stdout.write(`${await describe(client)}\n`);
    const results = [];
    for (const { name, target, ask } of await makeQuestions(client, { until })) {
      await ask(0);
      const times = [];
      for (let n = 1; n <= asked; n += 1) {
        const startedAt = performance.now();
        await ask(n);
        times.push(performance.now() - startedAt);
      }
      times.sort((left, right) => left - right);
      const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]);
      const result = { name, target, p50: at(0.5), p95: at(0.95), most: at(1) };
      results.push(result);
      const verdict = target === null ? '' : `target ${target}${result.p95 > target ? ': NOT MET' : ''}`;
      process.stdout.write(`${name.padEnd(34)} P50 ${result.p50} ms, P95 ${result.p95} ms  ${verdict}\n`);
    }
    if (json) await writeFile(json, JSON.stringify({ rows, results }, null, 2));
  } finally {
    await explorer.close();
  }
}

/** As the worker does: what has ended is rolled up. */
async function keepRollups(client) {
  let complete = false;
  while (!complete) ({ complete } = await rollUp(client, { settleMs: 0 }));
  await untilMerged(client);
}

async function describe(client) {
  const result = await client.query({
    query: `SELECT table, sum(rows) AS rows, countIf(active) AS parts, round(sum(bytes_on_disk) / 1e9, 2) AS gb,
        round(sum(secondary_indices_compressed_bytes) / 1e9, 2) AS index_gb
      FROM system.parts WHERE active AND database = currentDatabase() AND table IN ('requests', 'request_bodies')
      GROUP BY table ORDER BY table DESC`,
    format: 'JSONEachRow',
  });
  const [count] = await (
    await client.query({
      query: `SELECT count() AS n FROM requests WHERE organization_id = '${ours}'`,
      format: 'JSONEachRow',
    })
  ).json();
  const tables = (await result.json()).map(
    ({ table, rows, parts, gb, index_gb }) =>
      `${table}: ${rows} rows, ${parts} parts, ${gb} GB of which ${index_gb} GB indexes`,
  );
  return `${count.n} requests of the organization; ${tables.join('; ')}`;
}
