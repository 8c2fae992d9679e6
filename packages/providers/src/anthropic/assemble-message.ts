import type { AssembledStream } from '../decode/format-reader.ts';
import { isObject, objectOf, parseJson, stringOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';

/** A content block under way; `json` is the tool input received so far. */
interface Block {
  content: JsonObject;
  json: string;
}

/** Assembles the events of a Messages stream into the message that a plain answer would have been. */
export function assembleMessage({ events }: StreamEvents): AssembledStream {
  const message: JsonObject = {};
  const blocks = new Map<number, Block>();
  let complete = false;
  for (const event of events) {
    const index = typeof event.index === 'number' ? event.index : 0;
    switch (event.type) {
      case 'message_start':
        overwrite(message, objectOf(event.message));
        break;
      case 'content_block_start':
        blocks.set(index, { content: objectOf(event.content_block), json: '' });
        break;
      case 'content_block_delta':
        addDelta(blocks, index, objectOf(event.delta));
        break;
      case 'message_delta':
        overwrite(message, objectOf(event.delta));
        // Counts here are cumulative: each replaces what message_start said, none is added.
        message.usage = overwrite({ ...objectOf(message.usage) }, objectOf(event.usage));
        break;
      case 'message_stop':
        complete = true;
        break;
      case 'error':
        message.error = event.error;
        break;
    }
  }
  if (Object.keys(message).length === 0 && blocks.size === 0) return { answer: null, complete };
  const content = [...blocks].sort(([a], [b]) => a - b).map(([, block]) => finishBlock(block));
  return { answer: { ...message, content }, complete };
}

/** Takes over every field that is not null. */
function overwrite(target: JsonObject, source: JsonObject): JsonObject {
  for (const [key, value] of Object.entries(source)) {
    if (key !== '__proto__' && (value !== null || target[key] === undefined)) target[key] = value;
  }
  return target;
}

function addDelta(blocks: Map<number, Block>, index: number, delta: JsonObject): void {
  const block = blocks.get(index) ?? { content: {}, json: '' };
  blocks.set(index, block);
  const { content } = block;
  switch (delta.type) {
    case 'text_delta':
      content.type ??= 'text';
      content.text = stringOf(content.text) + stringOf(delta.text);
      break;
    case 'thinking_delta':
      content.type ??= 'thinking';
      content.thinking = stringOf(content.thinking) + stringOf(delta.thinking);
      break;
    case 'signature_delta':
      content.signature = stringOf(delta.signature);
      break;
    case 'citations_delta':
      if (Array.isArray(content.citations)) content.citations.push(delta.citation);
      else content.citations = [delta.citation];
      break;
    case 'input_json_delta':
      block.json += stringOf(delta.partial_json);
      break;
  }
}

/** Tool input that was cut off stays the text it was received as. */
function finishBlock({ content, json }: Block): JsonObject {
  if (json === '') return content;
  const input = parseJson(json);
  return { ...content, input: isObject(input) ? input : json };
}
