import { createParser } from 'eventsource-parser';
import { isObject, parseJson, type JsonObject } from './json.ts';

export interface StreamEvents {
  /** The JSON of every event, in order; events that are no JSON object are left out. */
  events: JsonObject[];
  /** Whether the closing `[DONE]` was there. */
  done: boolean;
}

/** Failed parses are slow, and a stream with this many is not one of ours. */
const MAX_MALFORMED = 100;

/** Reads the text of an event stream (SSE), with any line endings, cut off anywhere. */
export function readEvents(text: string): StreamEvents {
  const events: JsonObject[] = [];
  let done = false;
  let malformed = 0;
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') done = true;
      if (!data.startsWith('{') || malformed > MAX_MALFORMED) return;
      const value = parseJson(data);
      if (isObject(value)) events.push(value);
      else malformed += 1;
    },
  });
  // The parser looks for \r to the end of the text at every line, which takes minutes where there are few.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  parser.feed(lines);
  // A stream may end without the blank line that closes its last event.
  parser.feed('\n\n');
  return { events, done };
}

/** Whether a text looks like an event stream where its content type doesn't say so. */
export function looksLikeEvents(text: string): boolean {
  return /^\s*(?:data:|event:|id:|retry:|:)/.test(text.slice(0, 100));
}
