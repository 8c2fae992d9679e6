import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { DAYS, ours } from '../explorer/fill.mjs';
import { openExplorer } from '../explorer/open-explorer.mjs';

const MEGABYTE = 1024 ** 2;

/** How fast exports are written, and in how much memory. See bench/README.md. */
export async function exportsBench({ short, rows: wanted, data, json }) {
  const rows = wanted ?? (short ? 100_000 : 1_000_000);
  // Of the explorer's rows the newest, which have bodies.
  const explorer = await openExplorer({ rows, data });
  try {
    const { url, until, rows: all } = explorer;
    const from = until - (DAYS * 86_400_000 * rows) / all;
    const directory = path.join(explorer.dataDir, 'exports');
    const results = [];
    for (const [format, withBodies] of [
      ['csv', false],
      ['jsonl', false],
      ['parquet', false],
      ['jsonl', true],
    ]) {
      const id = `${format}-${withBodies}`;
      const order = { id, organizationId: ours, format, withBodies, from, to: until + 1 };
      const script = path.join(import.meta.dirname, 'write-file.mjs');
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [script, JSON.stringify({ url, directory, order })],
        { cwd: path.join(import.meta.dirname, '..') },
      );
      const result = { format, withBodies, ...JSON.parse(stdout) };
      results.push(result);
      const { exported, bytes, seconds, rss } = result;
      process.stdout.write(
        `${`${format}${withBodies ? ' with bodies' : ''}`.padEnd(20)} ${exported} rows, ${Math.round(bytes / MEGABYTE)} MB ` +
          `in ${seconds.toFixed(1)} s (${Math.round(exported / seconds)} rows/s), ${Math.round(rss / MEGABYTE)} MB RSS (target 300)\n`,
      );
      await rm(directory, { recursive: true, force: true });
    }
    if (json) await writeFile(json, JSON.stringify(results, null, 2));
  } finally {
    await explorer.close();
  }
}
