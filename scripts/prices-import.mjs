import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Actionable } from './platform/step.mjs';
import { installPackages, root, turbo } from './platform/workspace.mjs';

/**
 * `npm run prices:import [-- --provider NAME] [--write] [--accept PROVIDER/MODEL …]`: compares the price tables with the
 * data of npm's @pydantic/genai-prices (MIT), at the version in pnpm-workspace.yaml, and prints what differs.
 * --write adds models that the tables don't know. A figure that differs is only ever taken with --accept, which ends our row
 * today and begins another. Raise the version in pnpm-workspace.yaml for newer data.
 */
const providerIds = {
  anthropic: 'anthropic',
  azure: 'azure',
  bedrock: 'aws',
  cerebras: 'cerebras',
  cohere: 'cohere',
  deepseek: 'deepseek',
  fireworks: 'fireworks',
  google: 'google',
  groq: 'groq',
  mistral: 'mistral',
  openai: 'openai',
  openrouter: 'openrouter',
  perplexity: 'perplexity',
  together: 'together',
  vertex: 'google-vertex',
  xai: 'x-ai',
};

function readArguments(args) {
  const chosen = { provider: undefined, write: false, accept: new Set() };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--write') chosen.write = true;
    else if (args[i] === '--provider') chosen.provider = args[++i];
    else if (args[i] === '--accept') chosen.accept.add(args[++i]);
    else throw new Actionable(`${args[i]} is not known; there are --provider, --write and --accept.`);
  }
  if (chosen.provider !== undefined && !(chosen.provider in providerIds))
    throw new Actionable(`--provider is one of ${Object.keys(providerIds).join(', ')}.`);
  return chosen;
}

async function main() {
  const { provider: only, write, accept } = readArguments(process.argv.slice(2));
  await installPackages();
  await turbo('Building', 'build', '--filter=@heliograph/pricing');
  const packageRoot = path.join(root, 'packages/pricing');
  const built = (name) => import(pathToFileURL(path.join(packageRoot, 'dist', name)).href);
  const { readGenaiModel } = await built('import/read-genai-model.js');
  const { appendPrices, comparePrices } = await built('import/compare-prices.js');
  const { createPriceTable } = await built('price-table.js');
  const { formatTable } = await import('../packages/pricing/scripts/table-file.mjs');
  const { findProvider } = await import('@pydantic/genai-prices');
  const manifest = path.join(root, 'node_modules/@pydantic/genai-prices/package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const source = `genai-prices@${version}`;
  const now = new Date();

  const total = { added: 0, conflicts: 0, same: 0 };
  for (const [provider, id] of Object.entries(providerIds)) {
    if (only !== undefined && provider !== only) continue;
    const models = (findProvider({ providerId: id })?.models ?? []).map((model) =>
      readGenaiModel(model, now, source),
    );
    const file = path.join(packageRoot, 'src/tables', `${provider}.json`);
    const table = JSON.parse(await readFile(file, 'utf8'));
    const { added, conflicts, same } = comparePrices(provider, models, createPriceTable([table]), now);
    for (const row of added)
      print(`+ ${provider}/${row.model}${above(row.contextFrom)}: ${JSON.stringify(row.prices)}`);
    for (const { model, contextFrom, kind, ours, theirs } of conflicts)
      print(`! ${provider}/${model}${above(contextFrom)} ${kind}: ours ${ours ?? 'none'}, theirs ${theirs}`);
    total.added += added.length;
    total.conflicts += conflicts.length;
    total.same += same;

    const accepted = models.filter(([row]) => row !== undefined && accept.has(`${provider}/${row.model}`));
    if (!write && accepted.length === 0) continue;
    let { rows } = table;
    for (const model of accepted) rows = appendPrices(rows, model, now.toISOString().slice(0, 10));
    if (write) rows = [...rows, ...added];
    const address = `https://www.npmjs.com/package/@pydantic/genai-prices/v/${version}`;
    await writeFile(file, formatTable({ ...table, sources: { ...table.sources, [source]: address }, rows }));
  }
  print(
    `${source}: ${total.same} models as ours, ${total.added} rows of models that we don't know` +
      `${write ? ' (added)' : ' (add them with --write)'}, ${total.conflicts} figures that differ` +
      ' (take one with --accept provider/model after looking at the provider’s page).',
  );
}

const print = (line) => process.stdout.write(`${line}\n`);
const above = (contextFrom) => (contextFrom ? ` from ${contextFrom} tokens` : '');

main().catch((error) => {
  process.stderr.write(`${error instanceof Actionable ? error.message : error.stack}\n`);
  process.exit(1);
});
