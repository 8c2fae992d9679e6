import type { ServiceTier } from '@heliograph/contracts/billing-facts';
import type { TokenUsage } from '@heliograph/contracts/token-usage';
import type { PriceBook } from './custom-prices.ts';
import type { PricedModel, PriceTable } from './price-table.ts';
import { priceByModel, priceByRow, type UsageCost } from './price-usage.ts';

/** What requests used together that every model prices by one row: see {@link priceCuts}. */
export interface UsageClass {
  usage: TokenUsage;
  serviceTier: ServiceTier;
  variant: string;
  region: string;
  /** Of the shortest prompt, tokens. */
  promptTokens: number;
  /** Minute of the day (UTC) from which they came, and whether from Monday to Friday. */
  minute: number;
  onWeekdays: boolean;
}

/** A model, and what usage costs with it. */
export interface PricedAlternative {
  provider: string;
  model: string;
  /** Picodollars. */
  total: bigint;
  /** Ids of the prices that were used; those of the organization's own begin with `custom:`. */
  priceRows: string[];
  /** Whether some of it was of a class of service (batch, …) that the model has no price for: it counts as standard. */
  pricedAsStandard: boolean;
}

/** Where the price of some model of a provider changes: requests between two cuts cost alike by the token. */
export interface PriceCuts {
  /** Tokens of a prompt from which on another price holds, in rising order, 0 the first. */
  promptTokens: number[];
  /** Minutes of the day (UTC) at which another price begins, in rising order, 0 the first; nothing else: all day the same. */
  minutes: number[];
}

/** Parts of names of models that do something else than answer questions in text, and of what isn't for everybody. */
const OTHER_KINDS =
  /^ft:|^(?:ada|babbage|curie|davinci)\b|embed|moderation|guard|rerank|router|audio|voxtral|whisper|transcri|tts|realtime|image|search|ocr|vision|text-(?:ada|babbage|curie|davinci)/i;
/** What stands behind a model's name where one revision of it is meant. */
const REVISION = /[-@](?:\d{8}|\d{4}-\d\d-\d\d|\d{4}|\d{3}|latest)$/;
const DAY_MS = 86_400_000;

export function priceCuts(provider: string, table: PriceTable): PriceCuts {
  const rows = [...table.models()]
    .filter((model) => model.provider === provider)
    .flatMap((model) => [...model.rows.values()].flat());
  const rising = (values: number[]) => [...new Set([0, ...values])].sort((a, b) => a - b);
  return {
    promptTokens: rising(rows.map(({ contextFrom }) => contextFrom)),
    minutes: rising(rows.flatMap(({ window }) => window ?? [])),
  };
}

/**
 * What usage costs with each model of a provider that answers in text and has a price for all of it, cheapest first;
 * revisions that cost what their model does are left out. Prices are those in force at `now` (ms since the epoch): of the
 * organization's book where that has one, else of the table, by the rules that price a request.
 */
export function priceAlternatives(
  classes: readonly UsageClass[],
  { provider, now, book }: { provider: string; now: number; book: PriceBook },
  table: PriceTable,
): PricedAlternative[] {
  const found: PricedAlternative[] = [];
  const known = [...table.models()].filter((model) => model.provider === provider);
  const names = new Set(known.map(({ model }) => model.toLowerCase()));
  const own = book.modelsOf(provider).filter((name) => !names.has(name.toLowerCase()));
  const candidates = [
    ...known.map((priced) => ({ name: priced.model, priced })),
    ...own.map((name) => ({ name, priced: null })),
  ];
  for (const { name, priced } of candidates) {
    if (OTHER_KINDS.test(name)) continue;
    const costs = classes.map((each) => priceClass(each, { provider, name, priced, now, book }));
    const sum = sumUp(costs);
    if (sum !== null) found.push({ provider, model: name, ...sum });
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

interface Candidate {
  provider: string;
  name: string;
  /** Null for a model that only the organization's book knows. */
  priced: PricedModel | null;
  now: number;
  book: PriceBook;
}

function priceClass(
  { minute, onWeekdays, ...facts }: UsageClass,
  { provider, name, priced, now, book }: Candidate,
): UsageCost | null {
  const custom = book.find(provider, [name], now);
  if (custom !== null) return priceByRow(facts.usage, custom, null, []);
  if (priced === null) return null;
  // The nearest such minute: prices with hours hold from Monday to Friday.
  const at = priced.only === null && hasHours(priced) ? dayLike(now, onWeekdays) + minute * 60_000 : now;
  return priceByModel({ ...facts, provider, model: name, at }, priced);
}

const hasHours = ({ rows }: PricedModel) =>
  [...rows.values()].some((group) => group.some(({ window }) => window !== null));

/** Midnight (UTC) of today, or of the last day before that is or is no weekday. */
function dayLike(now: number, onWeekdays: boolean): number {
  let day = Math.floor(now / DAY_MS) * DAY_MS;
  while ([1, 2, 3, 4, 5].includes(new Date(day).getUTCDay()) !== onWeekdays) day -= DAY_MS;
  return day;
}

/** Null where part of the usage has no price, or nothing costs anything. */
function sumUp(
  costs: readonly (UsageCost | null)[],
): Pick<PricedAlternative, 'total' | 'priceRows' | 'pricedAsStandard'> | null {
  let total = 0n;
  const priceRows = new Set<string>();
  let pricedAsStandard = false;
  for (const cost of costs) {
    if (cost === null || cost.total === null) return null;
    if (cost.flags.some((flag) => flag.startsWith('unpriced:'))) return null;
    if (cost.flags.includes('tier_priced_as_standard')) pricedAsStandard = true;
    total += cost.total;
    priceRows.add(cost.row.id);
  }
  return total === 0n ? null : { total, priceRows: [...priceRows], pricedAsStandard };
}
