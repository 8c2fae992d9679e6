import type { ConversationItem, ConversationPart, MediaPart } from './conversation.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';
import { mediaAt, mediaOf } from './media-part.ts';
import { toolResult } from './tool-result.ts';

/** System prompt and messages of a Converse request; null where it is none. */
export function readConverseRequest(body: JsonRecord): ConversationItem[] | null {
  const messages = asList(body.messages);
  if (messages === null) return null;
  const system = (asList(body.system) ?? []).map(readBlock);
  return [...(system.length === 0 ? [] : [{ role: 'system', parts: system }]), ...messages.map(readMessage)];
}

/** The message of a Converse answer; null where it is none. */
export function readConverseResponse(body: JsonRecord): ConversationItem[] | null {
  const message = asRecord(asRecord(body.output)?.message);
  return message === null ? null : [readMessage({ role: 'assistant', ...message })];
}

function readMessage(value: unknown): ConversationItem {
  const message = asRecord(value) ?? {};
  const parts = (asList(message.content) ?? []).map(readBlock);
  const isResult = parts.length > 0 && parts.every(({ type }) => type === 'tool-result');
  return { role: isResult ? 'tool' : (asText(message.role) ?? 'unknown'), parts };
}

function readBlock(value: unknown): ConversationPart {
  const block = asRecord(value) ?? {};
  const text = asText(block.text) ?? asText(value);
  if (text !== null) return { type: 'text', text };
  const call = asRecord(block.toolUse);
  if (call !== null) {
    const name = asText(call.name) ?? 'unnamed';
    return { type: 'tool-call', id: asText(call.toolUseId), name, input: prettyJson(call.input ?? {}) };
  }
  const result = asRecord(block.toolResult);
  if (result !== null) {
    const parts = (asList(result.content) ?? []).map((part): ConversationPart => {
      const { json } = asRecord(part) ?? {};
      return json === undefined ? readBlock(part) : { type: 'text', text: prettyJson(json) };
    });
    return toolResult(asText(result.toolUseId), parts, result.status === 'error');
  }
  const reasoning = asRecord(block.reasoningContent);
  if (reasoning !== null)
    return { type: 'thinking', text: asText(asRecord(reasoning.reasoningText)?.text) ?? '' };
  for (const [kind, shown] of [
    ['image', 'image'],
    ['audio', 'audio'],
    ['document', 'file'],
    ['video', 'file'],
  ] as const) {
    const media = asRecord(block[kind]);
    if (media !== null) return readMedia(kind, shown, media);
  }
  return { type: 'other', kind: Object.keys(block)[0] ?? 'unknown', json: prettyJson(value) };
}

function readMedia(kind: string, shown: MediaPart['kind'], media: JsonRecord): MediaPart {
  const { bytes, s3Location } = asRecord(media.source) ?? {};
  const address = asRecord(s3Location)?.uri;
  const name = asText(media.name);
  return address === undefined
    ? mediaOf(bytes, `${kind}/${asText(media.format) ?? 'unknown'}`, { kind: shown, name })
    : mediaAt(address, { kind: shown, name });
}
