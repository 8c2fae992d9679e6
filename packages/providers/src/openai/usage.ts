import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { ReadUsage } from '../decode/format-reader.ts';
import { objectOf, type JsonObject } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/** What one of OpenAI's APIs calls its counts. */
interface FieldNames {
  prompt: string;
  promptDetails: string;
  completion: string;
  completionDetails: string;
}

/**
 * Chat completions, completions and embeddings: cached, cache-written and audio tokens are part of the prompt,
 * reasoning and audio part of the completion. https://platform.openai.com/docs/api-reference/chat/object
 */
export const readChatUsage: ReadUsage = (usage, check) =>
  readSubsets(usage, check, {
    prompt: 'prompt_tokens',
    promptDetails: 'prompt_tokens_details',
    completion: 'completion_tokens',
    completionDetails: 'completion_tokens_details',
  });

/** Responses: the same under other names. https://platform.openai.com/docs/api-reference/responses/object */
export const readResponsesUsage: ReadUsage = (usage, check) =>
  readSubsets(usage, check, {
    prompt: 'input_tokens',
    promptDetails: 'input_tokens_details',
    completion: 'output_tokens',
    completionDetails: 'output_tokens_details',
  });

function readSubsets(usage: JsonObject, check: UsageCheck, names: FieldNames): TokenUsage {
  const promptDetails = objectOf(usage[names.promptDetails]);
  const completionDetails = objectOf(usage[names.completionDetails]);
  const prompt = check.count(usage, names.prompt);
  const completion = check.count(usage, names.completion);
  const cached = check.count(promptDetails, 'cached_tokens');
  const written = check.count(promptDetails, 'cache_write_tokens');
  const audioIn = check.count(promptDetails, 'audio_tokens');
  const reasoning = check.count(completionDetails, 'reasoning_tokens');
  const audioOut = check.count(completionDetails, 'audio_tokens');
  // Some servers of this format count reasoning beside the completion; only the total tells.
  const beside = reasoning > 0 && check.count(usage, 'total_tokens') === prompt + completion + reasoning;
  return {
    ...noUsage,
    inputTokens: check.remainder(prompt, cached, written, audioIn),
    cachedInputTokens: cached,
    cacheWrite5mTokens: written,
    audioInputTokens: audioIn,
    outputTokens: check.remainder(completion, beside ? 0 : reasoning, audioOut),
    reasoningTokens: reasoning,
    audioOutputTokens: audioOut,
  };
}
