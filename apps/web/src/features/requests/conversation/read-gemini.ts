import type { ConversationItem, ConversationPart } from './conversation.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';
import { mediaAt, mediaOf } from './media-part.ts';

/** System instruction and contents of a generateContent request; null where it is none. */
export function readGeminiRequest(body: JsonRecord): ConversationItem[] | null {
  const contents = asList(body.contents) ?? (body.contents === undefined ? null : [body.contents]);
  if (contents === null) return null;
  const system = readParts(body.systemInstruction ?? body.system_instruction);
  return [
    ...(system.length === 0 ? [] : [{ role: 'system', parts: system }]),
    ...contents.map((content) => readContent(content, 'user')),
  ];
}

/** The candidates of a generateContent answer; null where it is none. */
export function readGeminiResponse(body: JsonRecord): ConversationItem[] | null {
  const blocked = asText(asRecord(body.promptFeedback)?.blockReason);
  if (blocked !== null) {
    return [{ role: 'assistant', parts: [{ type: 'refusal', text: `The prompt was blocked: ${blocked}` }] }];
  }
  const candidates = asList(body.candidates);
  return candidates?.map((candidate) => readContent(asRecord(candidate)?.content, 'model')) ?? null;
}

function readContent(value: unknown, otherwise: string): ConversationItem {
  const role = asText(asRecord(value)?.role) ?? otherwise;
  const parts = readParts(value);
  const isResult = parts.length > 0 && parts.every(({ type }) => type === 'tool-result');
  return { role: isResult ? 'tool' : role === 'model' ? 'assistant' : role, parts };
}

function readParts(content: unknown): ConversationPart[] {
  const text = asText(content);
  if (text !== null) return [{ type: 'text', text }];
  return (asList(asRecord(content)?.parts) ?? []).map(readPart);
}

function readPart(value: unknown): ConversationPart {
  const part = asRecord(value) ?? {};
  const text = asText(part.text);
  if (text !== null) return { type: part.thought === true ? 'thinking' : 'text', text };
  const inline = asRecord(part.inlineData ?? part.inline_data);
  if (inline !== null) {
    const mediaType = asText(inline.mimeType) ?? asText(inline.mime_type);
    return mediaOf(inline.data, mediaType, { kind: kindOf(mediaType) });
  }
  const file = asRecord(part.fileData ?? part.file_data);
  if (file !== null) {
    const mediaType = asText(file.mimeType) ?? asText(file.mime_type);
    return mediaAt(file.fileUri ?? file.file_uri, { kind: kindOf(mediaType) });
  }
  const call = asRecord(part.functionCall ?? part.function_call);
  if (call !== null) {
    const name = asText(call.name) ?? 'unnamed';
    return { type: 'tool-call', id: asText(call.id), name, input: prettyJson(call.args ?? {}) };
  }
  const result = asRecord(part.functionResponse ?? part.function_response);
  if (result !== null) {
    const id = asText(result.id) ?? asText(result.name);
    return { type: 'tool-result', id, text: prettyJson(result.response ?? {}), failed: false };
  }
  return { type: 'other', kind: Object.keys(part)[0] ?? 'unknown', json: prettyJson(value) };
}

function kindOf(mediaType: string | null): 'image' | 'audio' | 'file' {
  const [kind] = (mediaType ?? '').split('/');
  return kind === 'image' || kind === 'audio' ? kind : 'file';
}
