import type { LogRecord } from '@heliograph/contracts/log-record';
import { showUsage, type TokenUsage, type UsageSource } from '@heliograph/contracts/token-usage';
import type { ApiFormat } from '../api-format.ts';
import type { ExchangeView } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, type JsonObject } from '../decode/json.ts';
import { answerTexts, requestTexts } from './collect-texts.ts';
import { tokenizerOf, type TokenizerChoice } from './tokenizer-of.ts';

/** What has to be counted by a tokenizer, because the provider didn't say. */
export interface EstimateRequest extends TokenizerChoice {
  /** Null where the provider said how much the input was. */
  inputTexts: readonly string[] | null;
  /** Tokens of the input beside its texts: frames of messages, images. */
  fixedInputTokens: number;
  outputTexts: readonly string[];
  /** What the provider did say; nothing in most cases. */
  known: TokenUsage;
  /** True where the model may have thought without showing it: the count is then the least that was billed. */
  isLowerBound: boolean;
}

/** Formats whose texts are what is billed. */
export const ESTIMATED: ReadonlySet<ApiFormat> = new Set<ApiFormat>([
  'openai-chat',
  'openai-completions',
  'openai-responses',
  'openai-embeddings',
  'anthropic-messages',
  'gemini',
  'gemini-embeddings',
  'bedrock-converse',
  'bedrock-invoke',
  'cohere-chat',
]);
/** Tokens of an image whose size nobody knows: OpenAI's for 1024 × 1024, Anthropic's largest, Gemini's for small ones. */
const IMAGE_TOKENS: Partial<Record<ApiFormat, number>> = { 'anthropic-messages': 1600, gemini: 258 };
const USUAL_IMAGE_TOKENS = 765;

/** Tokens that an image of unknown size is taken for. */
export const imageTokens = (apiFormat: ApiFormat): number => IMAGE_TOKENS[apiFormat] ?? USUAL_IMAGE_TOKENS;

const HIDES_REASONING = /(?:^|[/.])(?:o\d|gpt-[5-9]|gemini-(?:2\.5|[3-9])|grok-[3-9])|reason|thinking/;

export interface Counted {
  usage: TokenUsage;
  usageSource: UsageSource;
}

/** What to estimate of an exchange; null where the provider's own numbers are whole, or nothing was billed. */
export function estimateRequest(
  { status, attempts }: LogRecord,
  apiFormat: ApiFormat,
  view: ExchangeView,
  { usage, usageSource }: Counted,
  { free, complete }: { free: boolean; complete: boolean },
): EstimateRequest | null {
  if (!ESTIMATED.has(apiFormat) || free || view.request === null) return null;
  // The caller left before anything was sent to the provider, or there is no telling what became of it.
  if (attempts.length === 0 ? status === 0 : status >= 400) return null;
  const { answer } = view;
  if (answer?.background === true || isFinished(answer)) {
    if (usageSource !== 'none' || answer?.background === true) return null;
  } else if (usageSource !== 'none' && complete) return null;
  const model = view.responseModel ?? view.requestModel;
  const request = requestTexts(view.request);
  const knowsInput = showUsage(usage).inputTokens > 0;
  return {
    ...tokenizerOf(model),
    inputTexts: knowsInput ? null : request.texts,
    fixedInputTokens: request.frameTokens + request.images * imageTokens(apiFormat),
    outputTexts: answer === null ? [] : answerTexts(answer),
    known: usage,
    isLowerBound: HIDES_REASONING.test(model ?? ''),
  };
}

/** Whether an answer says how it ended: what it then says of its usage is the whole of it. */
function isFinished(answer: JsonObject | null): boolean {
  if (answer === null) return false;
  const { stop_reason, finish_reason, stopReason, status, choices } = answer;
  const ends = [
    stop_reason,
    finish_reason,
    stopReason,
    ...arrayOf(choices).map((one) => objectOf(one).finish_reason),
  ];
  return ends.some((end) => typeof end === 'string') || status === 'completed' || isObject(answer.metadata);
}

/** Usage with what was counted in place of what wasn't said. Counts are those of the tokenizer, without factor. */
export function applyEstimate(
  { known, inputTexts, fixedInputTokens, factor }: EstimateRequest,
  counted: { input: number; output: number },
): TokenUsage {
  const said = known.outputTokens + known.reasoningTokens;
  const output = Math.round(counted.output * factor);
  return {
    ...known,
    inputTokens:
      inputTexts === null ? known.inputTokens : Math.round(counted.input * factor) + fixedInputTokens,
    // What was said before the stream broke off is the least that it was.
    outputTokens: known.outputTokens + Math.max(0, output - said),
    requests: Math.max(1, known.requests),
  };
}
