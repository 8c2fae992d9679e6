import { answerTo, hashText, valueFor, type Answer } from '../answer.ts';
import type { Directives } from '../directives.ts';
import { isObject } from '../reply.ts';

/**
 * The answer in the form asked for. `format` is `response_format` of chat completions or `text.format` of responses:
 * `json_object`, `json_schema` (the schema inside or beside) or text.
 */
export function formattedAnswer(
  prompt: string,
  format: unknown,
  directives: Directives,
  maxTokens: number | undefined,
  seed = 0,
): Answer {
  const type = isObject(format) ? format['type'] : undefined;
  if (!isObject(format) || (type !== 'json_object' && type !== 'json_schema')) {
    return answerTo(prompt, directives, maxTokens, seed);
  }
  const inner = isObject(format['json_schema']) ? format['json_schema']['schema'] : format['schema'];
  const value =
    type === 'json_schema'
      ? valueFor(inner, hashText(prompt) + seed)
      : { answer: answerTo(prompt, directives, 40, seed).text };
  const pieces = JSON.stringify(value).match(/[\s\S]{1,4}/g) ?? [];
  const truncated = maxTokens !== undefined && pieces.length > maxTokens;
  const kept = truncated ? pieces.slice(0, maxTokens) : pieces;
  return { text: kept.join(''), pieces: kept, tokens: kept.length, truncated };
}
