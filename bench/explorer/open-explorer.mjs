import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { startClickHouseFront } from '@heliograph/stack/clickhouse-front';
import { fill, untilMerged } from './fill.mjs';

const PORT = 18_931;
/** The newest of ours that have text and bodies. */
const TEXTS = 1_000_000;

/**
 * The embedded ClickHouse with `rows` requests of ours, the newest at `until` (ms). A folder that was given is kept, and
 * taken as it is where an earlier run has filled it with as many or more.
 */
export async function openExplorer({ rows, data, texts = TEXTS }) {
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
  const close = async () => {
    await client.close();
    await server.stop();
    if (data === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const filled = await prepare(client, { url, rows, texts, file: path.join(dataDir, 'filled.json') });
    return { client, url, dataDir, close, ...filled };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fills the folder unless an earlier run did; says how long that took. */
async function prepare(client, { url, rows, texts: mostTexts, file }) {
  const filled = await readFile(file, 'utf8').then(JSON.parse, () => null);
  if (filled?.rows >= rows) return filled;
  const until = Date.now();
  const startedAt = performance.now();
  const texts = Math.min(mostTexts, rows);
  await fill(client, {
    ...{ url, rows, texts, until },
    onProgress: (done, all) => process.stdout.write(`\r${done} of ${all} rows`),
  });
  await untilMerged(client);
  process.stdout.write(`\rfilled and merged in ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
  await writeFile(file, JSON.stringify({ rows, until }));
  return { rows, until };
}
