import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, stringOf, type JsonObject } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/** Tokens of one list by what they are; all that is neither audio nor image is priced like text. */
interface Modalities {
  audio: number;
  image: number;
}

/**
 * `usageMetadata`: cached tokens are part of the prompt; thoughts and what tools put into the prompt come on top.
 * Lists by modality may not add up: the rest is text. https://ai.google.dev/api/generate-content#UsageMetadata
 */
export const readGeminiUsage: ReadUsage = (usage, check): TokenUsage => {
  const prompt = check.count(usage, 'promptTokenCount') + check.count(usage, 'toolUsePromptTokenCount');
  const cached = check.count(usage, 'cachedContentTokenCount');
  const candidates = check.count(usage, 'candidatesTokenCount');
  const inPrompt = modalities(usage.promptTokensDetails, check);
  const inTools = modalities(usage.toolUsePromptTokensDetails, check);
  const inCache = modalities(usage.cacheTokensDetails, check);
  const out = modalities(usage.candidatesTokensDetails, check);
  const audio = check.remainder(inPrompt.audio + inTools.audio, inCache.audio);
  return {
    ...noUsage,
    inputTokens: check.remainder(prompt, cached, audio),
    cachedInputTokens: check.remainder(cached, inCache.audio),
    audioInputTokens: audio,
    audioCachedInputTokens: inCache.audio,
    outputTokens: check.remainder(candidates, out.audio, out.image),
    reasoningTokens: check.count(usage, 'thoughtsTokenCount'),
    audioOutputTokens: out.audio,
    imageOutputTokens: out.image,
  };
};

function modalities(list: unknown, check: UsageCheck): Modalities {
  const sum = (modality: string): number =>
    arrayOf(list)
      .slice(0, 20)
      .filter((item): item is JsonObject => isObject(item) && stringOf(item.modality) === modality)
      .reduce((tokens, item) => tokens + check.count(item, 'tokenCount'), 0);
  return { audio: sum('AUDIO'), image: sum('IMAGE') };
}
