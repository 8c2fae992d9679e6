import type { AssembledStream } from '../decode/format-reader.ts';
import { arrayOf, isObject, objectOf, stringOf, type JsonObject } from '../decode/json.ts';
import type { StreamEvents } from '../decode/read-events.ts';

const ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** The `response` of the last event; where the stream was cut, what its items and text deltas gave so far. */
export function assembleResponse({ events }: StreamEvents): AssembledStream {
  let response: JsonObject | null = null;
  let error: unknown;
  let complete = false;
  const items = new Map<number, JsonObject>();
  for (const event of events) {
    const type = stringOf(event.type);
    if (isObject(event.response)) response = event.response;
    if (ENDS.has(type)) complete = true;
    else if (type === 'error') error = isObject(event.error) ? event.error : { ...event };
    else if (typeof event.output_index === 'number') addToItem(items, event.output_index, type, event);
  }
  if (complete && response !== null && arrayOf(response.output).length > 0)
    return { answer: response, complete };
  if (response === null && items.size === 0 && error === undefined) return { answer: null, complete };
  const output = [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
  const answer = { object: 'response', ...response, output };
  return { answer: error === undefined ? answer : { ...answer, error }, complete };
}

function addToItem(items: Map<number, JsonObject>, index: number, type: string, event: JsonObject): void {
  if (type === 'response.output_item.added' || type === 'response.output_item.done') {
    if (isObject(event.item)) items.set(index, event.item);
    return;
  }
  const item = items.get(index) ?? {};
  items.set(index, item);
  const delta = stringOf(event.delta);
  switch (type) {
    case 'response.content_part.added':
      item.type ??= 'message';
      if (Array.isArray(item.content)) item.content.push(event.part);
      else item.content = [event.part];
      break;
    case 'response.output_text.delta':
      append(partOf(item, 'message', 'content', event.content_index, 'output_text'), 'text', delta);
      break;
    case 'response.refusal.delta':
      append(partOf(item, 'message', 'content', event.content_index, 'refusal'), 'refusal', delta);
      break;
    case 'response.reasoning_summary_text.delta':
      append(partOf(item, 'reasoning', 'summary', event.summary_index, 'summary_text'), 'text', delta);
      break;
    case 'response.function_call_arguments.delta':
      item.type ??= 'function_call';
      append(item, 'arguments', delta);
      break;
    case 'response.custom_tool_call_input.delta':
      item.type ??= 'custom_tool_call';
      append(item, 'input', delta);
      break;
  }
}

/** The content part that a delta belongs to; indexes count up by one, so a missing part is the next one. */
function partOf(item: JsonObject, itemType: string, list: string, index: unknown, type: string): JsonObject {
  item.type ??= itemType;
  if (itemType === 'message') item.role ??= 'assistant';
  const parts: unknown[] = Array.isArray(item[list]) ? item[list] : [];
  item[list] = parts;
  const known = typeof index === 'number' ? parts[index] : parts.at(-1);
  if (isObject(known)) return known;
  const part = objectOf({ type });
  parts.push(part);
  return part;
}

function append(target: JsonObject, key: string, delta: string): void {
  target[key] = stringOf(target[key]) + delta;
}
