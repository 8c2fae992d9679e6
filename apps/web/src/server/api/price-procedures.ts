import { implement } from '@orpc/server';
import { findUnpricedModels } from '@heliograph/clickhouse/unpriced-models';
import { apiContract } from '@heliograph/contracts/api-contract';
import { chooseRow } from '@heliograph/pricing/choose-row';
import { standardPrices } from '@heliograph/pricing/standard-prices';
import { addPrice } from '@heliograph/services/price/add';
import { listPrices } from '@heliograph/services/price/list';
import { removePrice } from '@heliograph/services/price/remove';
import { cancelRepricing } from '@heliograph/services/repricing/cancel';
import { listRepricings } from '@heliograph/services/repricing/list';
import type { ListedRepricing } from '@heliograph/services/repricing/listed-repricing';
import { startRepricing } from '@heliograph/services/repricing/start';
import { requireScope } from '@heliograph/services/require-scope';
import type { ApiDependencies } from './api-router.ts';
import { askClickHouse } from './ask-clickhouse.ts';
import type { Caller } from './authenticate.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;
const date = (text: string | null) => (text === null ? null : new Date(text));

/** The price book and recalculations. */
export function createPriceProcedures({ db, clickHouse }: Pick<ApiDependencies, 'db' | 'clickHouse'>) {
  const api = implement(apiContract).$context<{ caller: Caller }>();
  return {
    prices: {
      list: api.prices.list.handler(async ({ context }) => {
        const prices = await listPrices({ db, actor: context.caller.actor });
        return {
          items: prices.map(({ id, provider, model, prices: figures, note, createdBy, ...times }) => ({
            id,
            provider,
            model,
            prices: figures,
            note,
            createdBy,
            effectiveFrom: iso(times.effectiveFrom),
            effectiveTo: iso(times.effectiveTo),
            createdAt: times.createdAt.toISOString(),
            removedAt: iso(times.removedAt),
          })),
        };
      }),
      add: api.prices.add.handler(({ context, input }) =>
        addPrice(
          { db, actor: context.caller.actor },
          { ...input, effectiveFrom: date(input.effectiveFrom), effectiveTo: date(input.effectiveTo) },
        ),
      ),
      remove: api.prices.remove.handler(({ context, input }) =>
        removePrice({ db, actor: context.caller.actor }, input),
      ),
      lookUp: api.prices.lookUp.handler(({ context, input }) => {
        requireScope(context.caller.actor, 'prices:read');
        const model = standardPrices.find(input.provider, input.model);
        const query = { serviceTier: 'standard', variant: '', promptTokens: 0, at: Date.now() } as const;
        const row = model === null ? null : chooseRow(model, query);
        if (row === null) return { price: null };
        return { price: { priceRow: row.id, model: row.model, prices: row.prices, source: row.source } };
      }),
      unpriced: api.prices.unpriced.handler(({ context, input }) => {
        const { actor } = context.caller;
        requireScope(actor, 'requests:read');
        const { organizationId } = actor;
        const { from, to } = input.timeRange;
        return askClickHouse(() =>
          findUnpricedModels(clickHouse, { organizationId, from: new Date(from), to: new Date(to) }),
        );
      }),
    },
    repricings: {
      start: api.repricings.start.handler(async ({ context, input }) => {
        const { timeRange, provider, model } = input;
        const repricing = await startRepricing(
          { db, actor: context.caller.actor },
          { provider, model, from: new Date(timeRange.from), to: new Date(timeRange.to) },
        );
        return showRepricing(repricing);
      }),
      list: api.repricings.list.handler(async ({ context }) => {
        const repricings = await listRepricings({ db, actor: context.caller.actor });
        return { items: repricings.map(showRepricing) };
      }),
      cancel: api.repricings.cancel.handler(({ context, input }) =>
        cancelRepricing({ db, actor: context.caller.actor }, input),
      ),
    },
  };
}

function showRepricing({ rangeFrom, rangeTo, createdAt, startedAt, finishedAt, ...rest }: ListedRepricing) {
  return {
    ...rest,
    timeRange: { from: rangeFrom.toISOString(), to: rangeTo.toISOString() },
    createdAt: createdAt.toISOString(),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
  };
}
