import type { ReadUsage } from '../decode/format-reader.ts';
import { isObject } from '../decode/json.ts';
import { readChatUsage } from '../openai/usage.ts';

/** OpenAI's usage, except that the cached part of the prompt may stand at the top: `usage.cached_tokens`. */
export const readTogetherUsage: ReadUsage = (usage, check) => {
  if (usage.cached_tokens === undefined || isObject(usage.prompt_tokens_details))
    return readChatUsage(usage, check);
  return readChatUsage({ ...usage, prompt_tokens_details: { cached_tokens: usage.cached_tokens } }, check);
};
