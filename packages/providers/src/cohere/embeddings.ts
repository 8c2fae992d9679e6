import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { promptText } from '../decode/content-text.ts';
import { type FormatReader, neverStreamed } from '../decode/format-reader.ts';
import { isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { UsageCheck } from '../decode/usage-check.ts';
import { readBilledUnits } from './chat.ts';

/** `POST /v2/embed` and `/v1/embed` */
export const cohereEmbeddingsReader: FormatReader = {
  requestPreview: (request) => promptText(request.texts),
  userOf: () => null,
  responsePreview: () => '',
  usageOf: (answer) => answer.meta,
  readUsage: readBilledUnits,
  assemble: neverStreamed,
};

/** `POST …/rerank`: Cohere bills search units, others tokens. */
export const rerankReader: FormatReader = {
  requestPreview: (request) => stringOf(request.query),
  userOf: (request) => request.user,
  responsePreview: () => '',
  usageOf: (answer) => answer.usage ?? answer.meta,
  readUsage: (usage, check): TokenUsage =>
    isObject(usage.billed_units) ? searchUnits(usage.billed_units, check) : tokens(usage, check),
  assemble: neverStreamed,
};

function searchUnits(billed: JsonObject, check: UsageCheck): TokenUsage {
  const { search_units } = billed;
  return {
    ...noUsage,
    requests: search_units === undefined ? 1 : check.count(objectOf(billed), 'search_units'),
  };
}

function tokens(usage: JsonObject, check: UsageCheck): TokenUsage {
  const field = usage.prompt_tokens === undefined ? 'total_tokens' : 'prompt_tokens';
  return { ...noUsage, requests: 1, inputTokens: check.count(usage, field) };
}
