/** One export in a process of its own, whose memory is looked at: `node write-file.mjs '<JSON>'`; answers in JSON. */
import { createClickHouseClient } from '@heliograph/clickhouse/client';
import { writeExport } from '../../apps/worker/dist/exports/write-export.js';

const { url, directory, order } = JSON.parse(process.argv[2]);
const client = createClickHouseClient({ url });
let rss = 0;
const look = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 50);
const startedAt = performance.now();
const written = await writeExport(client, {
  order: { ...order, from: new Date(order.from), to: new Date(order.to) },
  directory,
  onProgress: () => Promise.resolve(true),
});
clearInterval(look);
await client.close();
process.stdout.write(JSON.stringify({ ...written, rss, seconds: (performance.now() - startedAt) / 1000 }));
