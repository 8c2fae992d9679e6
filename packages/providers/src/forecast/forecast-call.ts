import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import type { ApiFormat } from '../api-format.ts';
import { formatReaderOf } from '../decode/format-readers.ts';
import { objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import { modelInPath } from '../decode/model-in-path.ts';
import { UsageCheck } from '../decode/usage-check.ts';
import { nameOf } from '../decode/well-formed.ts';
import { requestTexts } from '../estimate/collect-texts.ts';
import { ESTIMATED, imageTokens } from '../estimate/estimate-request.ts';
import { tokenizerOf } from '../estimate/tokenizer-of.ts';
import { outputCapOf } from './output-cap.ts';

/** A call before it is made. */
export interface PlannedCall {
  provider: string;
  apiFormat: ApiFormat;
  method: string;
  path: string;
  targetOrigin: string;
  /** See `readFields`; null where the body can't be read. */
  fields: JsonObject | null;
  body: Uint8Array;
}

export interface CallForecast {
  /** The most that it is likely to use; all 0 where nothing can be said. */
  usage: TokenUsage;
  /** As in the billing facts. */
  variant: string;
  /** Answers asked for (`n`): the output is that of all of them. */
  answers: number;
}

/** Bytes of UTF-8 per token at the least, as English is written: about four, less a margin. */
const BYTES_PER_TOKEN = 3.5;
/** The largest picture of gpt-image-1 in high quality. https://platform.openai.com/docs/guides/image-generation */
const IMAGE_OUTPUT_TOKENS = 6_240;
/** Speech is seldom packed more tightly: 32 kbit/s. */
const AUDIO_BYTES_PER_SECOND = 4_000;
const WITHOUT_OUTPUT = new Set<ApiFormat>(['openai-embeddings', 'gemini-embeddings']);
const MAX_ANSWERS = 128;

/** The model that a call names in its body or path; null where it names none. */
export function modelOfCall({ path, fields }: Pick<PlannedCall, 'path' | 'fields'>): string | null {
  return nameOf(fields?.model) ?? modelInPath(path);
}

/** The user that a call's body names; null where it names none. */
export function userOfCall({
  provider,
  apiFormat,
  fields,
}: Pick<PlannedCall, 'provider' | 'apiFormat' | 'fields'>): string | null {
  return fields === null ? null : nameOf(formatReaderOf(provider, apiFormat).userOf(fields));
}

/** What a call will use at the most, as far as its request can tell. Never throws. */
export function forecastCall(call: PlannedCall): CallForecast {
  const { apiFormat, fields } = call;
  const nothing = { usage: noUsage, variant: '', answers: 1 };
  if (ESTIMATED.has(apiFormat)) return fields === null ? nothing : forecastText(call, fields);
  const model = modelOfCall(call);
  switch (apiFormat) {
    case 'openai-images': {
      const images = countOf(fields?.n) ?? 1;
      const tokens = model?.startsWith('gpt-image') === true || model?.startsWith('chatgpt-image') === true;
      const usage = tokens
        ? {
            ...noUsage,
            inputTokens: textTokens([stringOf(fields?.prompt)], model),
            imageOutputTokens: images * IMAGE_OUTPUT_TOKENS,
          }
        : { ...noUsage, images };
      return { usage, variant: tokens ? '' : variantOf(call, model), answers: 1 };
    }
    case 'openai-speech':
      return { ...nothing, usage: { ...noUsage, characters: Array.from(stringOf(fields?.input)).length } };
    case 'openai-transcription': {
      const audioMs = Math.ceil((call.body.length / AUDIO_BYTES_PER_SECOND) * 1000);
      return { ...nothing, usage: { ...noUsage, audioMs } };
    }
    default:
      return nothing;
  }
}

function forecastText({ apiFormat, path }: PlannedCall, fields: JsonObject): CallForecast {
  const model = modelOfCall({ path, fields });
  const { texts, frameTokens, images } = requestTexts(fields);
  const answers = countOf(fields.n ?? objectOf(fields.generationConfig).candidateCount) ?? 1;
  const output = WITHOUT_OUTPUT.has(apiFormat) ? 0 : answers * (outputLimitOf(fields) ?? outputCapOf(model));
  const inputTokens = textTokens(texts, model) + frameTokens + images * imageTokens(apiFormat);
  return { usage: { ...noUsage, inputTokens, outputTokens: output, requests: 1 }, variant: '', answers };
}

function textTokens(texts: readonly string[], model: string | null): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return Math.ceil((bytes / BYTES_PER_TOKEN) * tokenizerOf(model).factor);
}

/** The most tokens that a request wants of one answer, whatever its format calls it; null where it doesn't say. */
function outputLimitOf(fields: JsonObject): number | null {
  const said = [
    fields.max_completion_tokens,
    fields.max_tokens,
    fields.max_output_tokens,
    objectOf(fields.generationConfig).maxOutputTokens,
    objectOf(fields.generation_config).max_output_tokens,
    objectOf(fields.inferenceConfig).maxTokens,
    objectOf(fields.textGenerationConfig).maxTokenCount,
    fields.max_gen_len,
    fields.max_tokens_to_sample,
  ];
  return said.map((value) => countOf(value, 10_000_000)).find((value) => value !== null) ?? null;
}

function countOf(value: unknown, most = MAX_ANSWERS): number | null {
  const number = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? Math.min(number, most) : null;
}

/** The variant by the request alone. */
function variantOf(call: PlannedCall, model: string | null): string {
  const { provider, apiFormat, method, path, targetOrigin, fields, body } = call;
  const view = {
    provider,
    method,
    path,
    targetOrigin,
    requestModel: model,
    responseModel: null,
    request: fields,
    answer: null,
    answerText: null,
    answerHeaders: [],
    requestBytes: body,
  };
  return formatReaderOf(provider, apiFormat).readFacts?.(view, new UsageCheck()).variant ?? '';
}
