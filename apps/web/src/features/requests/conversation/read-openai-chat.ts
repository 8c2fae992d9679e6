import type { ConversationItem, ConversationPart } from './conversation.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';
import { mediaAt, mediaOf } from './media-part.ts';
import { toolResult } from './tool-result.ts';

/** Messages of a Chat Completions request; null where it is none. */
export function readOpenAiChatRequest(body: JsonRecord): ConversationItem[] | null {
  const messages = asList(body.messages);
  return messages === null ? null : messages.map(readMessage);
}

/** The choices of a Chat Completions answer; null where it is none. */
export function readOpenAiChatResponse(body: JsonRecord): ConversationItem[] | null {
  const choices = asList(body.choices);
  if (choices === null) return null;
  return choices.flatMap((choice) => {
    const message = asRecord(asRecord(choice)?.message);
    return message === null ? [] : [readMessage({ role: 'assistant', ...message })];
  });
}

function readMessage(value: unknown): ConversationItem {
  const message = asRecord(value) ?? {};
  const role = asText(message.role) ?? 'unknown';
  if (role === 'tool' || role === 'function') {
    const id = asText(message.tool_call_id) ?? asText(message.name);
    return { role: 'tool', parts: [toolResult(id, readContent(message.content), false)] };
  }
  const thinking = asText(message.reasoning_content) ?? asText(message.reasoning);
  const refusal = asText(message.refusal);
  const audio = asRecord(message.audio);
  const calls = [...(asList(message.tool_calls) ?? []), ...(message.function_call ? [message] : [])];
  return {
    role,
    parts: [
      ...(thinking === null ? [] : [{ type: 'thinking', text: thinking } as const]),
      ...readContent(message.content),
      ...(refusal === null ? [] : [{ type: 'refusal', text: refusal } as const]),
      ...(audio === null ? [] : readAudio(audio)),
      ...calls.map(readToolCall),
    ],
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
  if (part.type === 'refusal') return { type: 'refusal', text: asText(part.refusal) ?? '' };
  const image = part.image_url;
  if (image !== undefined) {
    return mediaAt(asRecord(image)?.url ?? image, { kind: 'image' });
  }
  const audio = asRecord(part.input_audio);
  if (audio !== null) {
    const mediaType = `audio/${asText(audio.format) ?? 'unknown'}`;
    return mediaOf(audio.data, mediaType, { kind: 'audio' });
  }
  const file = asRecord(part.file);
  if (file !== null) {
    const name = asText(file.filename) ?? asText(file.file_id);
    return mediaAt(file.file_data, { kind: 'file', name });
  }
  return { type: 'other', kind: asText(part.type) ?? 'unknown', json: prettyJson(value) };
}

function readAudio(audio: JsonRecord): ConversationPart[] {
  const transcript = asText(audio.transcript);
  const sound = mediaOf(audio.data, 'audio', { kind: 'audio' });
  return transcript === null ? [sound] : [sound, { type: 'text', text: transcript }];
}

function readToolCall(value: unknown): ConversationPart {
  const call = asRecord(value) ?? {};
  const made = asRecord(call.function) ?? asRecord(call.custom) ?? asRecord(call.function_call) ?? {};
  return {
    type: 'tool-call',
    id: asText(call.id),
    name: asText(made.name) ?? 'unnamed',
    input: prettyJson(made.arguments ?? made.input ?? ''),
  };
}
