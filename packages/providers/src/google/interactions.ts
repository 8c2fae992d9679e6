import { noUsage } from '@heliograph/contracts/token-usage';
import { contentText, lastUserText, promptText } from '../decode/content-text.ts';
import type { FormatReader, ReadUsage } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';

/** Cached tokens are part of the input, thoughts come on top of the output. https://ai.google.dev/api/interactions-api */
const readInteractionUsage: ReadUsage = (usage, check) => {
  const cached = check.count(usage, 'total_cached_tokens');
  const output = check.count(usage, 'total_output_tokens');
  const audio = ofModality(usage, 'audio', check);
  const image = ofModality(usage, 'image', check);
  return {
    ...noUsage,
    inputTokens: check.remainder(
      check.count(usage, 'total_input_tokens') + check.count(usage, 'total_tool_use_tokens'),
      cached,
    ),
    cachedInputTokens: cached,
    outputTokens: check.remainder(output, audio, image),
    reasoningTokens: check.count(
      usage,
      usage.total_thought_tokens === undefined ? 'total_reasoning_tokens' : 'total_thought_tokens',
    ),
    audioOutputTokens: audio,
    imageOutputTokens: image,
  };
};

function ofModality({ output_tokens_by_modality }: JsonObject, modality: string, check: UsageCheck): number {
  return arrayOf(output_tokens_by_modality)
    .slice(0, 20)
    .filter(
      (item): item is JsonObject => isObject(item) && stringOf(item.modality).toLowerCase() === modality,
    )
    .reduce((tokens, item) => tokens + check.count(item, 'tokens'), 0);
}

/** `POST /v1beta/interactions` */
export const interactionsReader: FormatReader = {
  requestPreview: (request) => lastUserText(request.input) || promptText(request.input),
  userOf: (request) => request.user,
  responsePreview: (answer) => contentText(answer.outputs),
  readUsage: readInteractionUsage,
  assemble({ events }) {
    const last = events.findLast((event) => isObject(event.interaction));
    const complete = events.some(({ event_type: type }) => stringOf(type) === 'interaction.complete');
    return { answer: last === undefined ? null : objectOf(last.interaction), complete };
  },
};
