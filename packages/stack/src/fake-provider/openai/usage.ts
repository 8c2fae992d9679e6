import { countTokens, hashText } from '../answer.ts';
import { countImages, promptText } from '../prompt-text.ts';
import { isReasoningModel } from './models.ts';

/** Token counts of one answer; each detail is part of its total, as OpenAI counts. */
export interface Counts {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

/**
 * Counts for a prompt (messages or input), its tools and an answer of so many visible tokens. From 1024 tokens on half
 * of the prompt counts as cached, in steps of 128; reasoning models think 64 to 320 tokens unless told not to.
 */
export function countUsage(
  model: string,
  prompt: unknown,
  tools: unknown,
  effort: unknown,
  visibleTokens: number,
): Counts {
  const text = promptText(prompt);
  const messages = Array.isArray(prompt) ? prompt.length : 1;
  const toolTokens = tools === undefined ? 0 : countTokens(JSON.stringify(tools));
  const input = countTokens(text) + messages * 4 + 3 + toolTokens + countImages(prompt) * 765;
  const cached = input < 1024 ? 0 : Math.floor(input / 2 / 128) * 128;
  const thinks = isReasoningModel(model) && effort !== 'none' && effort !== 'minimal';
  const reasoning = thinks ? 64 * (1 + (hashText(text) % 5)) : 0;
  return { input, cached, output: visibleTokens + reasoning, reasoning };
}

/** As `POST /v1/chat/completions` and `/v1/completions` report it. */
export function chatUsage(counts: Counts) {
  return {
    prompt_tokens: counts.input,
    completion_tokens: counts.output,
    total_tokens: counts.input + counts.output,
    prompt_tokens_details: { cached_tokens: counts.cached, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: counts.reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** As `POST /v1/responses` reports it. */
export function responsesUsage(counts: Counts) {
  return {
    input_tokens: counts.input,
    input_tokens_details: { cached_tokens: counts.cached, cache_write_tokens: 0 },
    output_tokens: counts.output,
    output_tokens_details: { reasoning_tokens: counts.reasoning },
    total_tokens: counts.input + counts.output,
  };
}
