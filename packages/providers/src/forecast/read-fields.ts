import type { JsonObject } from '../decode/json.ts';
import { readMultipartFields } from '../decode/multipart-fields.ts';
import { readBody } from '../decode/read-body.ts';

/**
 * The JSON object of a request's body, or the text fields of a multipart form; null where it is neither.
 * Headers as sent. Never throws.
 */
export function readFields(
  contentType: string | null,
  contentEncoding: string | null,
  body: Uint8Array,
): JsonObject | null {
  const facts = { bytes: body.length, contentType, contentEncoding, truncated: false, omitted: false };
  return readBody(facts, body).json ?? readMultipartFields(contentType, body);
}
