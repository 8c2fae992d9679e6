import type { ServiceTier } from '@heliograph/contracts/billing-facts';
import { compileRow } from './compile-row.ts';
import { modelNames, vendorOfSlug } from './model-names.ts';
import type { PriceRow, TableFile } from './price-row.ts';

/** All that is known of one model's prices. */
export interface PricedModel {
  provider: string;
  model: string;
  /** Rows by `<service tier>|<variant>`; in each those with hours first, then by falling `contextFrom`. */
  rows: ReadonlyMap<string, readonly PriceRow[]>;
  /** The most common case: one row, whatever the time and the size of the prompt. */
  only: PriceRow | null;
}

export interface PriceTable {
  /** The model that a provider's name for it means; null where the table doesn't know it. */
  find(provider: string, model: string): PricedModel | null;
  /** Every model, for lists and checks. */
  models(): Iterable<PricedModel>;
}

/** What may follow a model's name without making it another model: dates, `-latest`, `-v1:0`. */
const REVISIONS =
  /^(?:[-@](?:\d{8}|\d{4}-\d\d-\d\d|\d\d-\d{4}|\d\d-\d\d|\d{4}|\d{3}|latest|preview|default)|-v\d+(?::\d+)?|:\d+)+$/;
/** Names remembered for each provider; names come from outside, so there is an end to them. */
const MAX_REMEMBERED = 10_000;

/** A table over tables of providers. Throws where a figure can't be read. */
export function createPriceTable(files: readonly TableFile[]): PriceTable {
  const providers = new Map(files.map((file) => [file.provider, createProviderTable(file)]));
  return {
    find(provider, model) {
      const found = providers.get(provider)?.find(model) ?? null;
      if (found !== null || provider !== 'openrouter') return found;
      const vendor = vendorOfSlug(model);
      return vendor === null ? null : (providers.get(vendor.provider)?.find(vendor.model) ?? null);
    },
    *models() {
      for (const { models } of providers.values()) yield* models;
    },
  };
}

function createProviderTable(file: TableFile) {
  const rowsOfModel = groupBy(file.rows, ({ model }) => model);
  const exact = new Map<string, PricedModel>();
  const prefixes = new Map<string, PricedModel>();
  for (const [model, rows] of rowsOfModel) {
    const priced = priceModel(
      file.provider,
      model,
      rows.map((row) => compileRow(file.provider, { ...row, prices: { ...file.defaults, ...row.prices } })),
    );
    exact.set(model, priced);
    if (rows.some(({ match }) => match === 'prefix')) prefixes.set(model, priced);
  }
  const models = [...exact.values()];
  // Providers differ in how they treat case; where two names differ in nothing else, the very name comes first.
  for (const index of [exact, prefixes])
    for (const [model, priced] of [...index])
      if (!index.has(model.toLowerCase())) index.set(model.toLowerCase(), priced);

  const lookUp = (model: string): PricedModel | null => {
    for (const name of modelNames(file.provider, model)) {
      for (const spelling of [name, name.toLowerCase()]) {
        const found = exact.get(spelling) ?? longestPrefix(prefixes, spelling);
        if (found !== null) return found;
      }
    }
    return null;
  };
  const remembered = new Map<string, PricedModel | null>();
  return {
    models,
    find(model: string): PricedModel | null {
      const known = remembered.get(model);
      if (known !== undefined) return known;
      const found = lookUp(model);
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(model, found);
      return found;
    },
  };
}

function longestPrefix(prefixes: ReadonlyMap<string, PricedModel>, name: string): PricedModel | null {
  for (let end = name.length - 1; end > 0; end--) {
    const next = name[end];
    if (next !== '-' && next !== ':' && next !== '@') continue;
    const found = prefixes.get(name.slice(0, end));
    if (found === undefined) continue;
    const rest = name.slice(end);
    // A fine-tune goes on with `:organization:name:id`.
    if (REVISIONS.test(rest) || (name.startsWith('ft:') && /^(-\d{4}-\d\d-\d\d|-\d{4})?:/.test(rest)))
      return found;
  }
  return null;
}

function priceModel(provider: string, model: string, rows: PriceRow[]): PricedModel {
  const order = (a: PriceRow, b: PriceRow) =>
    Number(b.window !== null) - Number(a.window !== null) || b.contextFrom - a.contextFrom;
  const groups = groupBy(rows.sort(order), (row) => groupKey(row.serviceTier, row.variant));
  const [first] = rows;
  const simple =
    rows.length === 1 &&
    first !== undefined &&
    first.serviceTier === 'standard' &&
    first.variant === '' &&
    first.window === null &&
    first.contextFrom === 0 &&
    first.from === -Infinity &&
    first.to === Infinity;
  return { provider, model, rows: groups, only: simple ? first : null };
}

export function groupKey(serviceTier: ServiceTier, variant: string): string {
  return `${serviceTier}|${variant}`;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
