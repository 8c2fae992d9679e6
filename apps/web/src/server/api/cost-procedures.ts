import { sumUsage } from '@heliograph/clickhouse/sum-usage';
import { MOST_ALTERNATIVES } from '@heliograph/contracts/cost';
import { formatUsd } from '@heliograph/pricing/picodollars';
import { priceAlternatives } from '@heliograph/pricing/price-alternatives';
import { standardPrices, tableFiles } from '@heliograph/pricing/standard-prices';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import { api } from './implementer.ts';
import { readRange } from './read-range.ts';

/** What requests would have cost with other models. */
export function createCostProcedures({ clickHouse }: Pick<ApiDependencies, 'clickHouse'>) {
  return {
    compare: api.cost.compare.handler(async ({ context: { caller }, input }) => {
      const { provider, model, among = provider } = input;
      const range = readRange(caller.actor, input);
      const { usage, ...summed } = await askClickHouse(() =>
        sumUsage(clickHouse, { ...range, provider, model }),
      );
      const nothing = Object.values(usage).every((count) => count === 0);
      const priced = nothing
        ? []
        : priceAlternatives(usage, { provider: among, at: Date.now() }, standardPrices);
      const same = among === provider ? standardPrices.find(provider, model)?.model : undefined;
      return {
        ...summed,
        providers: tableFiles.map((file) => file.provider),
        alternatives: priced
          .filter((alternative) => alternative.model !== same)
          .slice(0, MOST_ALTERNATIVES)
          .map(({ total, ...alternative }) => ({ ...alternative, costUsd: formatUsd(total) })),
      };
    }),
  };
}
