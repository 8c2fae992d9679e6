import type { ApiFormat } from './api-format.ts';
import { formatReaderOf } from './decode/format-readers.ts';
import { isObject, parseJson } from './decode/json.ts';
import { readResponse } from './decode/read-response.ts';
import { UsageCheck } from './decode/usage-check.ts';

const ERROR = Buffer.from('"error"');
const STREAM = /^(?:text\/event-stream|application\/vnd\.amazon\.eventstream)/i;
const ARRAY = 0x5b;
/** What OpenAI's Responses API says of an answer that will not change any more and isn't a failure. */
const FINAL_STATES: readonly unknown[] = ['completed', 'incomplete', undefined];

/**
 * Whether the body of a 200 is a provider's answer from beginning to end: not an error in an answer's clothes, not a stream
 * that broke off without its closing event. `bytes` are uncompressed.
 */
export function isWholeAnswer(
  provider: string,
  apiFormat: ApiFormat,
  contentType: string | null,
  bytes: Uint8Array,
): boolean {
  const reader = formatReaderOf(provider, apiFormat);
  const isStream =
    STREAM.test(contentType ?? '') || (reader.streamsArrays === true && firstOf(bytes) === ARRAY);
  if (isStream) {
    const facts = {
      bytes: bytes.length,
      contentType,
      contentEncoding: null,
      truncated: false,
      omitted: false,
    };
    const { answer, complete } = readResponse(reader, facts, bytes, new UsageCheck());
    return complete && answer !== null && !isFailure(answer, apiFormat);
  }
  if (bytes.length === 0) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // Most answers need not be parsed to see that they tell of no error.
  if (!text.includes(ERROR)) return apiFormat !== 'openai-responses' || isFinal(text);
  const answer = parseJson(text.toString('utf8'));
  return !isObject(answer) || !isFailure(answer, apiFormat);
}

function isFinal(text: Buffer): boolean {
  const answer = parseJson(text.toString('utf8'));
  return isObject(answer) && FINAL_STATES.includes(answer.status);
}

function isFailure(answer: Record<string, unknown>, apiFormat: ApiFormat): boolean {
  if (answer.error !== undefined && answer.error !== null) return true;
  return apiFormat === 'openai-responses' && !FINAL_STATES.includes(answer.status);
}

/** The first byte that isn't white space. */
function firstOf(bytes: Uint8Array): number | undefined {
  return bytes.find((byte) => byte > 0x20);
}
