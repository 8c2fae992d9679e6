import type { ApiFormat } from './api-format.ts';
import { formatReaderOf } from './decode/format-readers.ts';
import { readResponse } from './decode/read-response.ts';
import { UsageCheck } from './decode/usage-check.ts';

/**
 * What an answer says, plain or as a stream: the words of its first choice, or what stands for them where it calls tools.
 * Null where it can't be read. `bytes` are uncompressed.
 */
export function answerText(
  provider: string,
  apiFormat: ApiFormat,
  contentType: string | null,
  bytes: Uint8Array,
): string | null {
  const reader = formatReaderOf(provider, apiFormat);
  const facts = { bytes: bytes.length, contentType, contentEncoding: null, truncated: false, omitted: false };
  const { answer } = readResponse(reader, facts, bytes, new UsageCheck());
  return answer === null ? null : reader.responsePreview(answer);
}
