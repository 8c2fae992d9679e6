import { scaled } from '../decode/decimal.ts';
import { objectOf } from '../decode/json.ts';
import type { UsageDialect } from '../provider.ts';

/** One tick is 10⁻¹⁰ USD. https://docs.x.ai/docs/guides/cost-tracking */
const TICK_POWER = -10;

/** OpenAI's usage with reasoning beside the completion (the total tells), and what was charged, tools included. */
export const xaiDialect: UsageDialect = {
  cost({ cost_in_usd_ticks: ticks }) {
    return typeof ticks === 'number' && Number.isSafeInteger(ticks) && ticks >= 0
      ? scaled(BigInt(ticks), TICK_POWER)
      : null;
  },
  webSearches(usage, check) {
    const details = objectOf(usage.server_side_tool_usage_details);
    return check.count(details, 'web_search_calls') + check.count(details, 'x_search_calls');
  },
};
