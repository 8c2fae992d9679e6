import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { startClickHouseFront } from '@heliograph/stack/clickhouse-front';
import { fill, ours, untilMerged } from './fill.mjs';
import { makeQuestions } from './questions.mjs';

const PORT = 18_931;
/** The newest of ours that have text and bodies. */
const TEXTS = 1_000_000;

/** How fast the explorer's questions are answered among many requests. See bench/README.md. */
export async function explorerBench({ short, rows: wanted, rounds, data, json }) {
  const rows = wanted ?? (short ? 300_000 : 10_000_000);
  const asked = rounds ?? (short ? 10 : 30);
  const dataDir = data ?? (await mkdtemp(path.join(tmpdir(), 'heliograph-bench-')));
  await mkdir(dataDir, { recursive: true });
  await chmod(dataDir, 0o755);
  const server = await startClickHouseFront({
    dataDir: path.join(dataDir, 'clickhouse'),
    logFile: path.join(dataDir, 'clickhouse.log'),
    port: PORT,
  });
  const url = `${server.url}/heliograph`;
  const client = createClickHouseClient({ url });
  try {
    const { until } = await prepare(client, { url, rows, file: path.join(dataDir, 'filled.json') });
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
    await client.close();
    await server.stop();
    if (data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}

/** Fills the folder unless an earlier run did; says how long that took. */
async function prepare(client, { url, rows, file }) {
  const filled = await readFile(file, 'utf8').then(JSON.parse, () => null);
  if (filled?.rows === rows) return filled;
  const until = Date.now();
  const startedAt = performance.now();
  const texts = Math.min(TEXTS, rows);
  await fill(client, {
    ...{ url, rows, texts, until },
    onProgress: (done, all) => process.stdout.write(`\r${done} of ${all} rows`),
  });
  await untilMerged(client);
  process.stdout.write(`\rfilled and merged in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  await writeFile(file, JSON.stringify({ rows, until }));
  return { until };
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
