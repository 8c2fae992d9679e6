import { objectOf } from '../decode/json.ts';
import { readChatUsage } from '../openai/usage.ts';
import type { UsageDialect } from '../provider.ts';

/** OpenAI's usage, in which thoughts may be missing from the completion: only the total then holds them. */
export const googleDialect: UsageDialect = {
  read(usage, check) {
    const counted = readChatUsage(usage, check);
    if (
      counted.reasoningTokens > 0 ||
      objectOf(usage.completion_tokens_details).reasoning_tokens !== undefined
    )
      return counted;
    const named = check.count(usage, 'prompt_tokens') + check.count(usage, 'completion_tokens');
    return { ...counted, reasoningTokens: Math.max(0, check.count(usage, 'total_tokens') - named) };
  },
};
