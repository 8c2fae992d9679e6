import type { TokenUsage } from '@heliograph/contracts/token-usage';
import { chooseRow } from './choose-row.ts';
import type { PriceTable } from './price-table.ts';
import { priceByRow } from './price-usage.ts';

/** A model, and what usage costs with it. */
export interface PricedAlternative {
  provider: string;
  model: string;
  /** Picodollars. */
  total: bigint;
  priceRow: string;
}

/** Parts of names of models that do something else than answer questions in text, and of what isn't for everybody. */
const OTHER_KINDS =
  /^ft:|^(?:ada|babbage|curie|davinci)\b|embed|moderation|guard|rerank|router|audio|voxtral|whisper|transcri|tts|realtime|image|search|ocr|vision|text-(?:ada|babbage|curie|davinci)/i;
/** What stands behind a model's name where one revision of it is meant. */
const REVISION = /[-@](?:\d{8}|\d{4}-\d\d-\d\d|\d{4}|\d{3}|latest)$/;

/**
 * What usage costs with each model of a provider that answers in text and has a price for all of it, cheapest first;
 * revisions that cost what their model does are left out. Prices are those in force at `at` (ms since the epoch) of the
 * standard tier; where they depend on the prompt's length, for the shortest, because the usage is that of many requests.
 */
export function priceAlternatives(
  usage: TokenUsage,
  { provider, at }: { provider: string; at: number },
  table: PriceTable,
): PricedAlternative[] {
  const found: PricedAlternative[] = [];
  for (const model of table.models()) {
    if (model.provider !== provider || OTHER_KINDS.test(model.model)) continue;
    const row = chooseRow(model, { serviceTier: 'standard', variant: '', promptTokens: 0, at });
    if (row === null) continue;
    const { total, flags } = priceByRow(usage, row, null, []);
    if (total === null || total === 0n || flags.length > 0) continue;
    found.push({ provider, model: model.model, total, priceRow: row.id });
  }
  const totals = new Map(found.map(({ model, total }) => [model.toLowerCase(), total]));
  const isRevision = ({ model, total }: PricedAlternative): boolean => {
    const lower = model.toLowerCase();
    const name = lower.replace(REVISION, '');
    return (
      (name !== lower || model !== lower) &&
      totals.get(name) === total &&
      found.some((other) => other.model === name)
    );
  };
  return found
    .filter((alternative) => !isRevision(alternative))
    .sort((a, b) => Number(a.total - b.total) || (a.model < b.model ? -1 : 1));
}
