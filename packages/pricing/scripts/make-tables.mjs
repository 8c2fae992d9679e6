import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { formatTable } from './table-file.mjs';

/**
 * Makes the price tables of a CSV of figures: `node scripts/make-tables.mjs FIGURES.csv`. It overwrites the tables, so
 * it is for a new set of figures only; prices that change later are added with `npm run prices:import` or by hand.
 */
const kinds = {
  input_usd_per_mtok: 'input',
  cached_input_usd_per_mtok: 'cachedInput',
  cache_write_5m_usd_per_mtok: 'cacheWrite5m',
  cache_write_1h_usd_per_mtok: 'cacheWrite1h',
  output_usd_per_mtok: 'output',
  reasoning_usd_per_mtok: 'reasoning',
  audio_input_usd_per_mtok: 'audioInput',
  audio_cached_input_usd_per_mtok: 'audioCachedInput',
  audio_output_usd_per_mtok: 'audioOutput',
  image_input_usd_per_mtok: 'imageInput',
  image_cached_input_usd_per_mtok: 'imageCachedInput',
  image_output_usd_per_mtok: 'imageOutput',
  image_usd_each: 'image',
  per_request_usd: 'request',
  web_search_usd_each: 'webSearch',
  audio_usd_per_hour: 'audioHour',
  text_usd_per_mchar: 'characters',
  page_usd_each: 'page',
};

/** Where each short name of a source leads. */
const addresses = {
  'genai-prices@0.1.8': 'https://www.npmjs.com/package/@pydantic/genai-prices/v/0.1.8',
  'portkey-models@f654307': 'https://github.com/Portkey-AI/models/tree/f654307',
  'models.dev@f3fc692': 'https://github.com/sst/models.dev/tree/f3fc692',
  'llm-prices@723ef0b': 'https://github.com/simonw/llm-prices/tree/723ef0b',
  'langfuse@6275144': 'https://github.com/langfuse/langfuse/tree/6275144',
  'litellm-map-2025-09': 'https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json',
  'platform.claude.com pricing table': 'https://platform.claude.com/docs/en/about-claude/pricing',
  'platform.claude.com models overview': 'https://platform.claude.com/docs/en/about-claude/models/overview',
  'ai.google.dev latest-model page': 'https://ai.google.dev/gemini-api/docs/pricing',
};

function addressOf(source) {
  const known = Object.keys(addresses).find((name) => source.startsWith(name));
  if (known) return [known, addresses[known]];
  const site = /^(?:[a-z0-9-]+\.)+(?:ai|com|dev|org)\/\S+$/.exec(source);
  if (site) return [source, `https://${source}`];
  const discussion = /^BerriAI\/litellm discussions? (\d+)/.exec(source);
  return discussion ? [source, `https://github.com/BerriAI/litellm/discussions/${discussion[1]}`] : undefined;
}

/** Fees that a provider asks for with every model. OpenAI's file search: platform.openai.com/docs/pricing, built-in tools. */
const defaults = { openai: { fileSearch: '0.0025' } };

/** Lines of a CSV with quoted cells. */
function parseCsv(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\n') {
      rows.at(-1).push(cell);
      cell = '';
      if (char === '\n') rows.push([]);
    } else if (char !== '\r') cell += char;
  }
  return rows.filter((row) => row.length > 1);
}

const file = process.argv[2];
if (!file) {
  process.stderr.write('Say which figures: node scripts/make-tables.mjs FIGURES.csv\n');
  process.exit(1);
}
const [head, ...lines] = parseCsv(await readFile(file, 'utf8'));
const providers = new Map();
for (const line of lines) {
  const cells = Object.fromEntries(head.map((name, index) => [name, line[index] ?? '']));
  const table = providers.get(cells.provider) ?? { provider: cells.provider, sources: {}, rows: [] };
  providers.set(cells.provider, table);
  for (const source of cells.source.split(' | ')) {
    const found = addressOf(source.trim());
    if (found) table.sources[found[0]] = found[1];
  }
  table.rows.push({
    model: cells.model_id,
    ...(cells.match === 'prefix' && { match: 'prefix' }),
    ...(cells.service_tier !== 'standard' && { serviceTier: cells.service_tier }),
    ...(cells.variant && { variant: cells.variant }),
    ...(Number(cells.context_tier_min_tokens) > 0 && {
      contextFrom: Number(cells.context_tier_min_tokens),
    }),
    prices: Object.fromEntries(
      Object.entries(kinds)
        .filter(([column]) => cells[column] !== '')
        .map(([column, kind]) => [kind, cells[column]]),
    ),
    ...(cells.effective_from && { effectiveFrom: cells.effective_from }),
    ...(cells.effective_to && { effectiveTo: cells.effective_to }),
    ...(cells.utc_window && { utcWindow: cells.utc_window }),
    confidence: cells.confidence,
    source: cells.source,
    ...(cells.note && { note: cells.note }),
  });
}
/** Fine-tunes of a model named without its date are billed like those of the dated one. */
function withUndatedFineTunes(rows) {
  const named = new Set(rows.map(({ model }) => model));
  const added = new Map();
  for (const row of rows) {
    const [, base] = /^(ft:.+)-\d{4}-\d\d-\d\d$/.exec(row.model) ?? [];
    if (!base || named.has(base)) continue;
    // Of several dates, the one of which most prices are known.
    const key = `${base} ${row.serviceTier}`;
    const before = added.get(key);
    if (before && Object.keys(before.prices).length >= Object.keys(row.prices).length) continue;
    added.set(key, { ...row, model: base, match: 'prefix', confidence: 'derived', note: `as ${row.model}` });
  }
  return [...rows, ...added.values()];
}

const folder = path.resolve(import.meta.dirname, '../src/tables');
for (const [provider, table] of providers) {
  await writeFile(
    path.join(folder, `${provider}.json`),
    formatTable({ ...table, defaults: defaults[provider], rows: withUndatedFineTunes(table.rows) }),
  );
  process.stdout.write(`${provider}: ${table.rows.length} rows\n`);
}
