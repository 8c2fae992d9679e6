import type { ConversationItem, ConversationPart } from './conversation.ts';
import { describeBase64, describeUrl } from './describe-media.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';

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
    const texts = (asList(result.content) ?? []).map((part) => {
      const { text: plain, json } = asRecord(part) ?? {};
      return asText(plain) ?? prettyJson(json ?? part);
    });
    const failed = result.status === 'error';
    return { type: 'tool-result', id: asText(result.toolUseId), text: texts.join('\n'), failed };
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
    if (media !== null) return { type: 'media', kind: shown, description: describeMedia(kind, media) };
  }
  return { type: 'other', kind: Object.keys(block)[0] ?? 'unknown', json: prettyJson(value) };
}

function describeMedia(kind: string, { name, format, source }: JsonRecord): string {
  const { bytes, s3Location } = asRecord(source) ?? {};
  const address = asRecord(s3Location)?.uri;
  const described =
    address === undefined
      ? describeBase64(`${kind}/${asText(format) ?? 'unknown'}`, bytes)
      : describeUrl(address);
  return asText(name) ?? described;
}
