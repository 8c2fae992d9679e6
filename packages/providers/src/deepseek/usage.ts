import { isObject, objectOf } from '../decode/json.ts';
import { readChatUsage } from '../openai/usage.ts';
import type { UsageDialect } from '../provider.ts';

/** OpenAI's usage; the cached part is `prompt_cache_hit_tokens`. https://api-docs.deepseek.com/guides/kv_cache */
export const deepseekDialect: UsageDialect = {
  read(usage, check) {
    const { prompt_cache_hit_tokens: cached_tokens, prompt_tokens_details: details } = usage;
    if (cached_tokens === undefined || (isObject(details) && details.cached_tokens !== undefined))
      return readChatUsage(usage, check);
    return readChatUsage({ ...usage, prompt_tokens_details: { ...objectOf(details), cached_tokens } }, check);
  },
};
