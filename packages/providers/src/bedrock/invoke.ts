import { noUsage, type TokenUsage } from '@heliograph/contracts/token-usage';
import { messagesReader } from '../anthropic/messages.ts';
import { readAnthropicUsage } from '../anthropic/usage.ts';
import { lastUserText, promptText } from '../decode/content-text.ts';
import type { AssembledStream, FormatReader } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';
import type { UsageCheck } from '../decode/usage-check.ts';
import { readBedrockUsage, usageInHeaders } from './usage.ts';

const METRICS = 'amazon-bedrock-invocationMetrics';

/** `POST /model/{id}/invoke` and `/invoke-with-response-stream`: bodies are those of the model's vendor. */
export const invokeReader: FormatReader = {
  requestPreview: (request) =>
    lastUserText(request.messages) || promptText(request.prompt ?? request.inputText ?? request.texts),
  userOf: (request) => objectOf(request.metadata).user_id,
  responsePreview: (answer) => messagesReader.responsePreview(answer) || vendorText(answer),
  readUsage: (usage, check) =>
    usage.input_tokens === undefined ? readBedrockUsage(usage, check) : readAnthropicUsage(usage, check),
  readWithoutUsage({ answer, answerHeaders }, check) {
    const images = arrayOf(answer?.images).length;
    const tokens = inBody(answer, check) ?? usageInHeaders(answerHeaders, check);
    return tokens === null && images === 0 ? null : { ...tokens, images };
  },
  assemble,
};

/** Llama's and Titan's counts, and those that end every stream. */
function inBody(answer: JsonObject | null, check: UsageCheck): TokenUsage | null {
  if (answer === null) return null;
  if (answer.prompt_token_count !== undefined) {
    const inputTokens = check.count(answer, 'prompt_token_count');
    return { ...noUsage, inputTokens, outputTokens: check.count(answer, 'generation_token_count') };
  }
  if (answer.inputTextTokenCount !== undefined) {
    const results = arrayOf(answer.results).slice(0, 100).filter(isObject);
    const outputTokens = results.reduce((sum, result) => sum + check.count(result, 'tokenCount'), 0);
    return { ...noUsage, inputTokens: check.count(answer, 'inputTextTokenCount'), outputTokens };
  }
  const metrics = answer[METRICS];
  return isObject(metrics) ? readBedrockUsage(metrics, check) : null;
}

/** Llama, Titan, Mistral and Cohere, Nova. */
function vendorText(answer: JsonObject): string {
  const texts = [
    stringOf(answer.generation),
    ...arrayOf(answer.results).map((result) => stringOf(objectOf(result).outputText)),
    ...arrayOf(answer.outputs ?? answer.generations).map((output) => stringOf(objectOf(output).text)),
    ...arrayOf(objectOf(objectOf(answer.output).message).content).map((block) =>
      stringOf(objectOf(block).text),
    ),
  ];
  return texts.filter((text) => text.trim() !== '').join(' ');
}

/** Claude's events make a message; pieces of others are joined where they are text. The last one has the metrics. */
function assemble(stream: StreamEvents): AssembledStream {
  const { events } = stream;
  const metrics = events.findLast((event) => isObject(event[METRICS]))?.[METRICS];
  const complete = metrics !== undefined;
  if (events.some(({ type }) => type === 'message_start')) {
    const { answer, complete: stopped } = messagesReader.assemble(stream);
    return {
      answer: answer === null ? null : { ...answer, [METRICS]: metrics },
      complete: complete || stopped,
    };
  }
  const answer: JsonObject = {};
  for (const event of events) {
    for (const [key, value] of Object.entries(event)) {
      const before = answer[key];
      if (key === '__proto__' || value === null) continue;
      const joins = TEXTS.has(key) && typeof before === 'string' && typeof value === 'string';
      answer[key] = joins ? before + value : value;
    }
  }
  return { answer: events.length === 0 ? null : answer, complete };
}

const TEXTS = new Set(['generation', 'outputText', 'text']);
