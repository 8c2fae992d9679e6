import { findRepeats } from '@heliograph/clickhouse/find-repeats';
import { type SummedUsage, sumUsage } from '@heliograph/clickhouse/sum-usage';
import { type CostComparison, MOST_ALTERNATIVES } from '@heliograph/contracts/cost';
import { createPriceBook, type PriceBook } from '@heliograph/pricing/custom-prices';
import { formatUsd, parseUsd } from '@heliograph/pricing/picodollars';
import { priceAlternatives, priceCuts } from '@heliograph/pricing/price-alternatives';
import { standardPrices, tableFiles } from '@heliograph/pricing/standard-prices';
import { readPriceBook } from '@heliograph/services/price/read-price-books';
import type { ApiDependencies } from './api-router.ts';
import { askUntilLeft } from './ask-until-left.ts';
import { api } from './implementer.ts';
import { readRange } from './read-range.ts';

/** What requests would have cost with other models, or with a cache. */
export function createCostProcedures({ db, clickHouse }: Pick<ApiDependencies, 'db' | 'clickHouse'>) {
  return {
    compare: api.cost.compare.handler(async ({ context: { caller }, input, signal }) => {
      const { provider, model, among = provider } = input;
      const range = readRange(caller.actor, input);
      const cuts = priceCuts(among, standardPrices);
      const [summed, prices] = await Promise.all([
        askUntilLeft(signal, () => sumUsage(clickHouse, { ...range, provider, model, cuts, signal })),
        readPriceBook(db, range.organizationId),
      ]);
      const book = createPriceBook(prices);
      const providers = new Set([
        ...tableFiles.map((file) => file.provider),
        ...prices.flatMap((price) => price.provider ?? []),
      ]);
      return { ...compare(summed, { provider, model, among, book }), providers: [...providers] };
    }),

    repeats: api.cost.repeats.handler(({ context: { caller }, input, signal }) => {
      const range = readRange(caller.actor, input);
      const { keptFor } = input;
      return askUntilLeft(signal, () => findRepeats(clickHouse, { ...range, keptFor, signal }));
    }),
  };
}

function compare(
  summed: readonly SummedUsage[],
  { provider, model, among, book }: { provider: string; model: string; among: string; book: PriceBook },
): Omit<CostComparison, 'providers'> {
  const usd = (text: string): bigint => parseUsd(text) ?? 0n;
  const costOf = (classes: readonly SummedUsage[], part: 'costUsd' | 'otherModelsUsd'): bigint =>
    classes.reduce((sum, each) => sum + usd(each[part]), 0n);
  const requestsOf = (classes: readonly SummedUsage[]): number =>
    classes.reduce((sum, { requests }) => sum + requests, 0);
  const priced = summed.filter((each) => each.priced);
  // What has no cost can't be compared; where nothing has one, what it would cost elsewhere is worth knowing all the same.
  const compared = priced.length === 0 ? summed : priced;
  // What is free, or paid ahead, is so whatever the model.
  const billed = compared.filter(
    ({ free, usage }) => !free && Object.values(usage).some((count) => count > 0),
  );
  const found =
    billed.length === 0
      ? []
      : priceAlternatives(billed, { provider: among, now: Date.now(), book }, standardPrices);
  const same =
    among === provider
      ? [model, standardPrices.find(provider, model)?.model].map((name) => name?.toLowerCase())
      : [];
  // Billed at prices of other models than the request's own: it would have been all the same.
  const others = costOf(compared, 'otherModelsUsd');
  return {
    requests: requestsOf(summed),
    unpriced: requestsOf(summed.filter((each) => !each.priced)),
    costUsd: formatUsd(costOf(summed, 'costUsd')),
    alternatives: found
      .filter((alternative) => !same.includes(alternative.model.toLowerCase()))
      .slice(0, MOST_ALTERNATIVES)
      .map(({ total, ...alternative }) => ({ ...alternative, costUsd: formatUsd(total + others) })),
  };
}
