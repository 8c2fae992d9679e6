import { showUsage } from '@heliograph/contracts/token-usage';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAnthropicUsage } from '../anthropic/usage.ts';
import { readBedrockUsage } from '../bedrock/usage.ts';
import { readGeminiUsage } from '../google/usage.ts';
import { readChatUsage, readResponsesUsage } from '../openai/usage.ts';
import type { ReadUsage } from './format-reader.ts';
import type { JsonObject } from './json.ts';
import { UsageCheck } from './usage-check.ts';

const count = fc.nat(1_000_000);

function shown(read: ReadUsage, usage: JsonObject): { input: number; output: number; flags: string[] } {
  const check = new UsageCheck();
  const { inputTokens, outputTokens } = showUsage(read(usage, check));
  return { input: inputTokens, output: outputTokens, flags: check.flags };
}

/** [whole, parts of it that add up to at most the whole] */
const split = fc
  .tuple(count, count, count, count)
  .map(([rest, ...parts]) => [rest + parts.reduce((sum, part) => sum + part, 0), ...parts] as const);

it('OpenAI: whatever is a part is in one bucket, and all buckets together are what was reported', () => {
  fc.assert(
    fc.property(split, split, (prompt, completion) => {
      const [input, cached_tokens, cache_write_tokens, audio_tokens] = prompt;
      const [output, reasoning_tokens, audioOut] = completion;
      const inside = { cached_tokens, cache_write_tokens, audio_tokens };
      const outside = { reasoning_tokens, audio_tokens: audioOut };
      const total_tokens = input + output;
      const expected = { input, output, flags: [] };
      expect(
        shown(readChatUsage, {
          prompt_tokens: input,
          completion_tokens: output,
          total_tokens,
          prompt_tokens_details: inside,
          completion_tokens_details: outside,
        }),
      ).toEqual(expected);
      expect(
        shown(readResponsesUsage, {
          input_tokens: input,
          output_tokens: output,
          total_tokens,
          input_tokens_details: inside,
          output_tokens_details: outside,
        }),
      ).toEqual(expected);
    }),
  );
});

it('OpenAI’s format with reasoning beside the completion: the total tells', () => {
  fc.assert(
    fc.property(count, count, fc.integer({ min: 1, max: 1e6 }), (prompt, completion, reasoning_tokens) => {
      const usage = {
        prompt_tokens: prompt,
        completion_tokens: completion,
        total_tokens: prompt + completion + reasoning_tokens,
        completion_tokens_details: { reasoning_tokens },
      };
      expect(shown(readChatUsage, usage)).toEqual({
        input: prompt,
        output: completion + reasoning_tokens,
        flags: [],
      });
    }),
  );
});

it('Anthropic and Bedrock: cache reads and writes come on top', () => {
  fc.assert(
    fc.property(count, count, count, count, count, (input, read, written5m, written1h, output) => {
      const all = input + read + written5m + written1h;
      const anthropic = {
        input_tokens: input,
        cache_read_input_tokens: read,
        cache_creation_input_tokens: written5m + written1h,
        cache_creation: { ephemeral_5m_input_tokens: written5m, ephemeral_1h_input_tokens: written1h },
        output_tokens: output,
      };
      expect(shown(readAnthropicUsage, anthropic)).toEqual({ input: all, output, flags: [] });
      const converse = {
        inputTokens: input,
        cacheReadInputTokens: read,
        cacheReadInputTokenCount: read,
        cacheWriteInputTokens: written5m + written1h,
        cacheDetails: [{ ttl: '1h', inputTokens: written1h }],
        outputTokens: output,
        totalTokens: all + output,
      };
      expect(shown(readBedrockUsage, converse)).toEqual({ input: all, output, flags: [] });
    }),
  );
});

it('Gemini: cached tokens are inside, thoughts and tool prompts on top, and the total is the total', () => {
  fc.assert(
    fc.property(split, count, count, count, (prompt, tools, candidates, thoughts) => {
      const [promptTokenCount, cachedContentTokenCount] = prompt;
      const usage = {
        promptTokenCount,
        cachedContentTokenCount,
        toolUsePromptTokenCount: tools,
        candidatesTokenCount: candidates,
        thoughtsTokenCount: thoughts,
        totalTokenCount: promptTokenCount + tools + candidates + thoughts,
      };
      const { input, output, flags } = shown(readGeminiUsage, usage);
      expect(input + output).toBe(usage.totalTokenCount);
      expect(input).toBe(promptTokenCount + tools);
      expect(flags).toEqual([]);
    }),
  );
});

it('counts nothing that is no number of tokens, and says which field it was', () => {
  const bad = fc.oneof(
    fc.integer({ max: -1 }),
    fc.double({ min: 0.01, max: 0.99 }),
    fc.integer({ min: 1_000_000_001 }),
    fc.string(),
    fc.boolean(),
    fc.constant({}),
    fc.constant([]),
  );
  fc.assert(
    fc.property(bad, count, (value, output) => {
      const usage = { prompt_tokens: value, completion_tokens: output };
      const flags = ['usage_invalid:prompt_tokens'];
      expect(shown(readChatUsage, usage)).toEqual({ input: 0, output, flags });
    }),
  );
});
