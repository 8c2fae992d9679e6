import { decimalOf } from '../decode/decimal.ts';
import type { UsageDialect } from '../provider.ts';

/** OpenAI's usage and what it comes to in USD. https://deepinfra.com/docs/openai_api */
export const deepinfraDialect: UsageDialect = {
  cost: ({ estimated_cost }) => decimalOf(estimated_cost),
};
