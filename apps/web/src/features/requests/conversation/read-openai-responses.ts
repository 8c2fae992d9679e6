import type { ConversationItem, ConversationPart } from './conversation.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';
import { mediaAt, mediaOf } from './media-part.ts';
import { toolResult } from './tool-result.ts';

/** Instructions and input of a Responses request; null where it is none. */
export function readOpenAiResponsesRequest(body: JsonRecord): ConversationItem[] | null {
  const text = asText(body.input);
  const list = asList(body.input);
  if (text === null && list === null) return null;
  const instructions = asText(body.instructions);
  return [
    ...(instructions === null
      ? []
      : [{ role: 'system', parts: [{ type: 'text', text: instructions } as const] }]),
    ...(text === null ? [] : [{ role: 'user', parts: [{ type: 'text', text } as const] }]),
    ...(list ?? []).map(readItem),
  ];
}

/** The output items of a Responses answer; null where it is none. */
export function readOpenAiResponsesResponse(body: JsonRecord): ConversationItem[] | null {
  return asList(body.output)?.map(readItem) ?? null;
}

function readItem(value: unknown): ConversationItem {
  const item = asRecord(value) ?? {};
  const type = asText(item.type) ?? (item.role === undefined ? 'unknown' : 'message');
  if (type === 'message') {
    return { role: asText(item.role) ?? 'assistant', parts: readContent(item.content) };
  }
  if (type === 'reasoning') {
    const texts = [...(asList(item.summary) ?? []), ...(asList(item.content) ?? [])].map(
      (part) => asText(asRecord(part)?.text) ?? '',
    );
    return { role: 'assistant', parts: [{ type: 'thinking', text: texts.join('\n\n') }] };
  }
  if (type.endsWith('_call_output')) {
    const { output } = item;
    const plain = typeof output === 'string' ? output : prettyJson(output);
    const parts = asList(output) === null ? [{ type: 'text', text: plain } as const] : readContent(output);
    return { role: 'tool', parts: [toolResult(asText(item.call_id), parts, false)] };
  }
  if (type === 'image_generation_call' && asText(item.result) !== null) {
    return { role: 'assistant', parts: [mediaOf(item.result, 'image/png', { kind: 'image' })] };
  }
  if (type.endsWith('_call')) return { role: 'assistant', parts: [readCall(type, item)] };
  return { role: 'assistant', parts: [{ type: 'other', kind: type, json: prettyJson(item) }] };
}

/** A function's call, or one of the provider's own tools (`web_search_call`, …). */
function readCall(type: string, item: JsonRecord): ConversationPart {
  const { type: _type, id: _id, status: _status, ...rest } = item;
  const input = item.arguments ?? item.input ?? item.action ?? rest;
  return {
    type: 'tool-call',
    id: asText(item.call_id) ?? asText(item.id),
    name: asText(item.name) ?? type.replace(/_call$/, ''),
    input: prettyJson(input),
  };
}

function readContent(content: unknown): ConversationPart[] {
  const text = asText(content);
  if (text !== null) return [{ type: 'text', text }];
  return (asList(content) ?? []).map(readPart);
}

function readPart(value: unknown): ConversationPart {
  const part = asRecord(value) ?? {};
  const text = asText(part.text) ?? asText(value);
  if (text !== null) return { type: 'text', text };
  switch (part.type) {
    case 'refusal':
      return { type: 'refusal', text: asText(part.refusal) ?? '' };
    case 'input_image':
      return mediaAt(part.image_url, { kind: 'image', name: asText(part.file_id) });
    case 'input_file': {
      const name = asText(part.filename) ?? asText(part.file_id) ?? asText(part.file_url);
      return mediaAt(part.file_data, { kind: 'file', name });
    }
    case 'input_audio':
      return mediaOf(asRecord(part.input_audio)?.data, 'audio', { kind: 'audio' });
    default:
      return { type: 'other', kind: asText(part.type) ?? 'unknown', json: prettyJson(value) };
  }
}
