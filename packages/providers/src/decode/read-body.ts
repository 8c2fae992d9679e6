import type { CapturedBody } from '@heliograph/contracts/log-record';
import { decodeBody, type DecodedBody } from './decode-body.ts';
import { isObject, parseJson, type JsonObject } from './json.ts';
import { looksLikeEvents, readEvents, readLines, type StreamEvents } from './read-events.ts';

export interface ReadBody extends DecodedBody {
  /** The body where it is a JSON object, else null. */
  json: JsonObject | null;
  /** The body where it is an event stream, else null. */
  stream: StreamEvents | null;
  /** A JSON array or another JSON value that is no object; undefined where there is none. */
  otherJson: unknown;
}

/** One JSON object per line: Cohere's older streams, results of batches. */
const LINES = /^application\/(?:stream\+json|x-ndjson|jsonl|x-jsonlines)$/;

/** Decodes and parses a body; the one place where that is done, and it is done once. */
export function readBody(body: CapturedBody, captured: Uint8Array): ReadBody {
  const decoded = decodeBody(body, captured);
  const nothing = { ...decoded, json: null, stream: null, otherJson: undefined };
  const { text, mediaType } = decoded;
  if (text === null) return nothing;
  // Errors are JSON even where the content type says stream; the first character tells.
  if (/^\s*[[{]/.test(text.slice(0, 100))) {
    if (LINES.test(mediaType)) return { ...nothing, stream: readLines(text) };
    const value = parseJson(text);
    return isObject(value) ? { ...nothing, json: value } : { ...nothing, otherJson: value };
  }
  if (mediaType === 'text/event-stream' || looksLikeEvents(text))
    return { ...nothing, stream: readEvents(text) };
  return nothing;
}

/** The first `"model": "…"` of JSON that was cut and cannot be parsed; quotes within strings are escaped. */
export function findModel(text: string): unknown {
  const found = /"model"\s*:\s*("(?:[^"\\]|\\.){1,256}")/.exec(text.slice(0, 65_536));
  return found?.[1] === undefined ? null : parseJson(found[1]);
}
