import { isObject } from '../decode/json.ts';
import { readChatUsage } from '../openai/usage.ts';
import type { UsageDialect } from '../provider.ts';

/** OpenAI's usage, except that the cached part of the prompt may stand at the top: `usage.cached_tokens`. */
export const togetherDialect: UsageDialect = {
  read(usage, check) {
    const { cached_tokens, prompt_tokens_details: details } = usage;
    if (cached_tokens === undefined || isObject(details)) return readChatUsage(usage, check);
    return readChatUsage({ ...usage, prompt_tokens_details: { cached_tokens } }, check);
  },
};
