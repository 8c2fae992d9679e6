import path from 'node:path';
import { checkPorts, portFrom } from './platform/ports.mjs';
import { Actionable } from './platform/step.mjs';
import { loadDotEnv, root } from './platform/workspace.mjs';

/**
 * `npm run smaller-granules`: for installations that began before ClickHouse migration 0000; see
 * docs/decisions/0100-smaller-granules.md. On CLICKHOUSE_URL with the workers stopped, else on the embedded ClickHouse
 * with the platform stopped.
 */
async function main() {
  loadDotEnv();
  const { refineGranules } = await import(path.join(root, 'packages/clickhouse/dist/refine-granules.js'));
  const server = process.env.CLICKHOUSE_URL ? null : await startEmbedded();
  try {
    const url = server === null ? process.env.CLICKHOUSE_URL : `${server.url}/heliograph`;
    const changed = await refineGranules({ url }, (step) => process.stdout.write(`${step}\n`));
    process.stdout.write(changed.length === 0 ? 'Nothing to do\n' : `Done: ${changed.join(', ')}\n`);
  } finally {
    await server?.stop();
  }
}

async function startEmbedded() {
  const dataDir = path.resolve(root, process.env.DATA_DIR || '.heliograph/data');
  const port = portFrom('EMBEDDED_CLICKHOUSE_PORT', 18123);
  await checkPorts({ EMBEDDED_CLICKHOUSE_PORT: port });
  const { startClickHouseFront } = await import(path.join(root, 'packages/stack/dist/clickhouse-front.js'));
  const logFile = path.join(dataDir, 'smaller-granules.log');
  return startClickHouseFront({ dataDir: path.join(dataDir, 'clickhouse'), logFile, port });
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Actionable ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
