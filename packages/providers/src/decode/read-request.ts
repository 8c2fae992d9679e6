import type { CapturedBody } from '@heliograph/contracts/log-record';
import { errorText } from './content-text.ts';
import type { FormatReader } from './format-reader.ts';
import type { JsonObject } from './json.ts';
import { readMultipartFields } from './multipart-fields.ts';
import { binaryPreview, preview } from './preview.ts';
import { findModel, readBody, type ReadBody } from './read-body.ts';
import { nameOf } from './well-formed.ts';

export interface ReadRequest {
  /** The JSON object, or the text fields of a multipart form; null where it is neither. */
  fields: JsonObject | null;
  /** Likewise, and any other JSON; undefined where there is none. */
  value: unknown;
  model: string | null;
  text: string | null;
  preview: string;
  user: string | null;
  /** `request_…`: what could not be read. */
  flags: string[];
}

/** Reads what the caller sent. */
export function readRequest(reader: FormatReader, body: CapturedBody, captured: Uint8Array): ReadRequest {
  const read = readBody(body, captured);
  const { json, text } = read;
  const fields = json ?? readMultipartFields(body.contentType, captured);
  return {
    fields,
    value: fields ?? read.otherJson,
    model: nameOf(fields?.model ?? (json === null && read.cut && text !== null ? findModel(text) : null)),
    text,
    preview: previewOf(read, body, json === null ? '' : reader.requestPreview(json)),
    user: nameOf(json === null ? null : reader.userOf(json)),
    flags: read.flag === null ? [] : [`request_${read.flag}`],
  };
}

/** The words found in a body, else its error, else how it begins, else what it is. */
export function previewOf(read: ReadBody, body: CapturedBody, words: string): string {
  if (words.trim() !== '') return preview(words);
  if (read.text !== null) return preview(errorText(read.json ?? read.otherJson) || read.text);
  return body.omitted || body.bytes === 0 ? '' : binaryPreview(read.mediaType, body.bytes);
}
