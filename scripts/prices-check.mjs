import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { portFrom } from './platform/ports.mjs';
import { Actionable } from './platform/step.mjs';
import { installPackages, loadDotEnv, root, turbo } from './platform/workspace.mjs';

/**
 * `npm run prices:check [-- --days 30]`: models that requests named in the last days and that have no price, over all
 * organizations, most requests first. Reads CLICKHOUSE_URL, else the services of a running `npm start`. Ends with 1 where
 * there are such models, so that a schedule can watch it.
 */
function readDays(args) {
  if (args.length === 0) return 30;
  const days = args[0] === '--days' ? Number(args[1]) : Number.NaN;
  if (!Number.isInteger(days) || days < 1) throw new Actionable('Say how far back: --days 30');
  return days;
}

async function main() {
  const days = readDays(process.argv.slice(2));
  loadDotEnv();
  await installPackages();
  await turbo('Building', 'build', '--filter=@heliograph/clickhouse');
  const built = (name) => import(pathToFileURL(path.join(root, 'packages/clickhouse/dist', name)).href);
  const { createClickHouseClient } = await built('client.js');
  const { findUnpricedModels } = await built('unpriced-models.js');
  const embedded = `http://default:@127.0.0.1:${portFrom('EMBEDDED_CLICKHOUSE_PORT', 18_123)}/heliograph`;
  const client = createClickHouseClient({ url: process.env.CLICKHOUSE_URL || embedded });
  const to = new Date();
  const from = new Date(to.getTime() - days * 86_400_000);
  try {
    const { requests, items } = await findUnpricedModels(client, { organizationId: null, from, to });
    for (const { provider, model, requests: count, totalTokens, lastSeenAt } of items)
      process.stdout.write(
        `${provider}/${model ?? '(no model named)'}: ${count} requests, ${totalTokens} tokens, last ${lastSeenAt}\n`,
      );
    process.stdout.write(
      items.length === 0
        ? `Every request of the last ${days} days whose usage is known has a price.\n`
        : `${requests} requests of the last ${days} days have no price. Add their models to packages/pricing/src/tables (docs/pricing.md).\n`,
    );
    if (items.length > 0) process.exitCode = 1;
  } catch (error) {
    throw new Actionable(
      `ClickHouse could not be asked (${error.code ?? error.message}). Set CLICKHOUSE_URL, or run npm start in another terminal.`,
    );
  } finally {
    await client.close();
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Actionable ? error.message : error.stack}\n`);
  process.exit(1);
});
