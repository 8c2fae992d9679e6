import { addDecimals, decimalOf } from '../decode/decimal.ts';
import { objectOf } from '../decode/json.ts';
import type { UsageDialect } from '../provider.ts';

/**
 * OpenAI's usage and what was charged in credits (1 = 1 USD). With the customer's own provider key (`is_byok`) the
 * provider's bill comes on top. https://openrouter.ai/docs/use-cases/usage-accounting
 */
export const openrouterDialect: UsageDialect = {
  cost({ cost, is_byok, cost_details }) {
    const charged = decimalOf(cost);
    if (charged === null || is_byok !== true) return charged;
    const upstream = decimalOf(objectOf(cost_details).upstream_inference_cost);
    return upstream === null ? null : addDecimals(charged, upstream);
  },
};
