import { objectOf } from '../decode/json.ts';
import { readChatUsage } from '../openai/usage.ts';
import type { UsageDialect } from '../provider.ts';

/**
 * OpenAI's usage, with the cached part under three names, and audio as seconds beside the prompt's tokens.
 * https://docs.mistral.ai/api
 */
export const mistralDialect: UsageDialect = {
  read(usage, check) {
    const { num_cached_tokens, prompt_token_details, prompt_tokens_details } = usage;
    const details = { ...objectOf(prompt_token_details), ...objectOf(prompt_tokens_details) };
    details.cached_tokens ??= num_cached_tokens;
    return {
      ...readChatUsage({ ...usage, prompt_tokens_details: details }, check),
      audioMs: check.milliseconds(usage, 'prompt_audio_seconds'),
    };
  },
};
