import type { BillingFacts } from '@heliograph/contracts/billing-facts';
import type { CostSource, PriceKind, Prices } from '@heliograph/contracts/prices';
import type { TokenUsage, UsageSource } from '@heliograph/contracts/token-usage';
import type { PriceBook } from './custom-prices.ts';
import { formatUsd, parseUsd } from './picodollars.ts';
import type { PriceRow } from './price-row.ts';
import type { PriceTable } from './price-table.ts';
import { type CostParts, priceByRow, priceUsage, type UsageCost } from './price-usage.ts';
import { type Bucket, buckets, ratesOf, TOKEN_BUCKETS } from './rates.ts';

/** Everything of a request that decides its cost; a row of `requests` holds all of it but `headerPrices`. */
export interface CostedRequest {
  provider: string;
  /** The model billed; null where neither answer nor request named one. */
  model: string | null;
  /** What the request asked for: a deployment's name, for which the organization may have a price. */
  requestModel: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  usage: TokenUsage;
  usageSource: UsageSource;
  billing: BillingFacts;
  /** USD per million tokens, for this request alone; null where the caller sent none. */
  headerPrices: { input: string | null; output: string | null } | null;
  /** Answered from the cache: it cost nothing, and `saved` says what it would have cost. */
  cacheHit: boolean;
}

/** All in decimal USD of at most twelve digits after the point. */
export interface RequestCost {
  /** What is charged; null where no price is known. */
  total: string | null;
  /** Σ parts: what the price row makes of the usage. The total, unless the provider reported its own. */
  computed: string | null;
  /** By bucket; null where a price is missing, '0' where nothing was used. */
  parts: Record<CostPart, string | null>;
  /** What a cache hit would have cost; null for others, and where no price is known. */
  saved: string | null;
  source: CostSource;
  /** Id of the price row, '' where none was used. */
  priceRow: string;
  flags: string[];
}

export type CostPart = Bucket | 'otherModels';
export const costParts: readonly CostPart[] = [...buckets.map(({ bucket }) => bucket), 'otherModels'];

/** A million USD: the first amount that a Decimal(18,12) can't hold. */
const TOO_MUCH = 10n ** 18n;

interface Computed {
  total: bigint | null;
  parts: CostParts & { otherModels?: bigint | null };
  source: CostSource;
  priceRow: string;
  flags: string[];
}

/**
 * The cost of a request. Believed in this order: prices sent with it, the organization's book, what the provider reports,
 * the table. Pure; never throws, whatever the counts are.
 */
export function priceRequest(request: CostedRequest, table: PriceTable, book: PriceBook): RequestCost {
  const computed = compute(request, table, book);
  const reported = reportedCost(request, computed);
  const flags = [...computed.flags];
  let total = computed.total;
  let { source } = computed;
  if (reported !== null) {
    total = reported;
    source = 'provider';
  }
  const amounts = [total, computed.total, ...Object.values(computed.parts)];
  if (amounts.some((amount) => amount !== null && amount >= TOO_MUCH)) {
    return unknown([...flags, 'cost_out_of_range']);
  }
  const known = computed.total !== null || Object.values(computed.parts).some((part) => part !== null);
  const partOf = (part: CostPart): string | null => {
    if (request.cacheHit) return '0';
    const amount = computed.parts[part];
    return amount === undefined ? (known ? '0' : null) : orNull(amount);
  };
  const parts: Partial<RequestCost['parts']> = {};
  for (const part of costParts) parts[part] = partOf(part);
  return {
    total: request.cacheHit ? '0' : orNull(total),
    computed: request.cacheHit ? '0' : orNull(computed.total),
    parts: parts as RequestCost['parts'],
    saved: request.cacheHit ? orNull(total) : null,
    source: total === null ? 'none' : source,
    priceRow: computed.priceRow,
    flags,
  };
}

const orNull = (amount: bigint | null) => (amount === null ? null : amount === 0n ? '0' : formatUsd(amount));

function unknown(flags: string[]): RequestCost {
  const parts = Object.fromEntries(costParts.map((part) => [part, null])) as RequestCost['parts'];
  return { total: null, computed: null, parts, saved: null, source: 'none', priceRow: '', flags };
}

/** What the provider says, where nobody who is believed more says anything else. */
function reportedCost({ billing, headerPrices }: CostedRequest, { source }: Computed): bigint | null {
  if (billing.free || billing.reportedCostUsd === null || source === 'custom' || headerPrices !== null)
    return null;
  const reported = parseUsd(billing.reportedCostUsd);
  return reported === null || reported < 0n ? null : reported;
}

function compute(request: CostedRequest, table: PriceTable, book: PriceBook): Computed {
  const { provider, model, at, usage, billing } = request;
  const nothing: Computed = { total: null, parts: {}, source: 'none', priceRow: '', flags: [] };
  if (billing.free) return { ...nothing, total: 0n, source: 'free' };
  if (billing.serviceTier === 'provisioned')
    return { ...nothing, total: 0n, source: 'free', flags: ['provisioned'] };

  const priceOf = (name: string | null, names: (string | null)[], counted: TokenUsage): UsageCost | null => {
    const custom = book.find(provider, names, at);
    if (custom !== null) return priceByRow(counted, custom, null, []);
    const { serviceTier, variant, region } = billing;
    return name === null
      ? null
      : priceUsage({ provider, model: name, usage: counted, at, serviceTier, variant, region }, table);
  };
  const basis = priceOf(model, [model, request.requestModel], usage);
  const cost =
    request.headerPrices === null ? basis : byHeader(usage, request.headerPrices, basis?.row ?? null);
  if (cost === null) return { ...nothing, flags: [request.usageSource === 'none' ? 'no_usage' : 'no_price'] };
  const { row, flags } = cost;
  const source = request.headerPrices !== null ? 'header' : row.id.startsWith('custom:') ? 'custom' : 'table';
  if (request.usageSource === 'none' && isByToken(row) && !usesUnits(usage))
    return { ...nothing, flags: ['no_usage'] };

  const others = billing.otherModels.map((other) => ({
    other,
    cost: priceOf(other.model, [other.model], other.usage),
  }));
  if (others.length === 0) return { total: cost.total, parts: cost.parts, source, priceRow: row.id, flags };
  let otherModels: bigint | null = 0n;
  for (const { other, cost: otherCost } of others) {
    if (otherCost === null) flags.push(`no_price:${other.model.slice(0, 100)}`);
    const part: bigint | null = otherCost?.total ?? null;
    otherModels = otherModels === null || part === null ? null : otherModels + part;
  }
  const total = cost.total === null || otherModels === null ? null : cost.total + otherModels;
  return { total, parts: { ...cost.parts, otherModels }, source, priceRow: row.id, flags };
}

const inputKinds: readonly PriceKind[] = [
  'input',
  'cachedInput',
  'cacheWrite5m',
  'cacheWrite1h',
  'audioInput',
  'audioCachedInput',
  'imageInput',
  'imageCachedInput',
];
const outputKinds: readonly PriceKind[] = ['output', 'reasoning', 'audioOutput', 'imageOutput'];

/** The prices sent with the request stand in place of all of the row's for input, or for output. */
function byHeader(
  usage: TokenUsage,
  { input, output }: { input: string | null; output: string | null },
  basis: PriceRow | null,
): UsageCost {
  const replaced = [...(input === null ? [] : inputKinds), ...(output === null ? [] : outputKinds)];
  const prices: Prices = {
    ...Object.fromEntries(
      Object.entries(basis?.prices ?? {}).filter(([kind]) => !replaced.includes(kind as PriceKind)),
    ),
    ...(input !== null && { input }),
    ...(output !== null && { output }),
  };
  const said = [input === null ? [] : `input=${input}`, output === null ? [] : `output=${output}`].flat();
  const row: PriceRow = {
    id: `header ${said.join(' ')}`,
    provider: '',
    model: '',
    serviceTier: 'standard',
    variant: '',
    contextFrom: 0,
    from: -Infinity,
    to: Infinity,
    window: null,
    source: 'Helicone-Price headers',
    prices,
    rates: ratesOf(prices),
  };
  return priceByRow(usage, row, null, []);
}

/** Whether the price is one of tokens, so that without their number there is no cost. */
const isByToken = ({ rates }: PriceRow) => rates.slice(0, TOKEN_BUCKETS).some((rate) => rate !== null);
const usesUnits = (usage: TokenUsage) =>
  buckets.some(({ bucket }, index) => index >= TOKEN_BUCKETS && bucket !== 'requests' && usage[bucket] > 0);
