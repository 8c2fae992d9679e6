import { decimalOf } from '../decode/decimal.ts';
import { objectOf, stringOf } from '../decode/json.ts';
import { readChatUsage } from '../openai/usage.ts';
import type { UsageDialect } from '../provider.ts';

/**
 * OpenAI's counts at the top level, and what was charged. Deep research counts reasoning and citations beside prompt
 * and completion; citations are billed like prompt tokens. https://docs.perplexity.ai/api-reference/chat-completions-post
 */
export const perplexityDialect: UsageDialect = {
  read(usage, check) {
    const { completion_tokens_details, ...rest } = usage;
    const counted = readChatUsage(rest, check);
    const reasoning = check.count(
      usage.reasoning_tokens === undefined ? objectOf(completion_tokens_details) : usage,
      'reasoning_tokens',
    );
    return {
      ...counted,
      inputTokens: counted.inputTokens + check.count(usage, 'citation_tokens'),
      reasoningTokens: reasoning,
    };
  },
  cost: ({ cost }) => decimalOf(objectOf(cost).total_cost),
  webSearches: (usage, check) => check.count(usage, 'num_search_queries'),
  variant({ search_context_size: size }) {
    return stringOf(size) === '' ? '' : `search_context_size=${stringOf(size).slice(0, 20)}`;
  },
};
