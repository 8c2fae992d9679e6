import { createParser } from 'eventsource-parser';
import { isObject, parseJson, type JsonObject } from './json.ts';

export interface StreamEvents {
  /** The JSON of every event, in order; events that are no JSON object are left out. */
  events: JsonObject[];
  /** Whether the closing `[DONE]` was there. */
  done: boolean;
}

/** What cannot be parsed takes long, and a stream with that much of it is not one of ours. */
const MAX_MALFORMED = 100;
const TOO_MALFORMED = new Error('Not an event stream');

/** Reads the text of an event stream (SSE), with any line endings, cut off anywhere. */
export function readEvents(text: string): StreamEvents {
  const events: JsonObject[] = [];
  let done = false;
  let malformed = 0;
  function countMalformed(): void {
    malformed += 1;
    if (malformed > MAX_MALFORMED) throw TOO_MALFORMED;
  }
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') done = true;
      if (!data.startsWith('{')) return;
      const value = parseJson(data);
      if (isObject(value)) events.push(value);
      else countMalformed();
    },
    onError: countMalformed,
  });
  // The parser looks for \r to the end of the text at every line, which takes minutes where there are few.
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  try {
    parser.feed(lines);
    // A stream may end without the blank line that closes its last event.
    parser.feed('\n\n');
  } catch (error) {
    if (error !== TOO_MALFORMED) throw error;
  }
  return { events, done };
}

/** Reads JSON objects that stand one to a line, the last one maybe cut off. */
export function readLines(text: string): StreamEvents {
  const events = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseJson)
    .filter(isObject);
  return { events, done: false };
}

/** Whether a text looks like an event stream where its content type doesn't say so. */
export function looksLikeEvents(text: string): boolean {
  return /^\s*(?:data:|event:|id:|retry:|:)/.test(text.slice(0, 100));
}
