import type { ConversationItem, ConversationPart, MediaPart } from './conversation.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';
import { mediaAt, mediaOf } from './media-part.ts';
import { toolResult } from './tool-result.ts';

/** System prompt and messages of a Messages request; null where it is none. */
export function readAnthropicRequest(body: JsonRecord): ConversationItem[] | null {
  const messages = asList(body.messages);
  if (messages === null) return null;
  const system = readContent(body.system);
  return [
    ...(system.length === 0 ? [] : [{ role: 'system', parts: system }]),
    ...messages.map((value) => {
      const message = asRecord(value) ?? {};
      const parts = readContent(message.content);
      // Results of tools come in a user message of their own.
      const role = parts.length > 0 && parts.every(({ type }) => type === 'tool-result') ? 'tool' : null;
      return { role: role ?? asText(message.role) ?? 'unknown', parts };
    }),
  ];
}

/** The message of a Messages answer; null where it is none. */
export function readAnthropicResponse(body: JsonRecord): ConversationItem[] | null {
  if (asList(body.content) === null) return null;
  const refused = body.stop_reason === 'refusal';
  const parts = readContent(body.content);
  return [
    {
      role: asText(body.role) ?? 'assistant',
      parts: refused ? [...parts, { type: 'refusal', text: 'The model refused to go on.' }] : parts,
    },
  ];
}

function readContent(content: unknown): ConversationPart[] {
  const text = asText(content);
  if (text !== null) return [{ type: 'text', text }];
  return (asList(content) ?? []).map(readBlock);
}

function readBlock(value: unknown): ConversationPart {
  const block = asRecord(value) ?? {};
  const type = asText(block.type) ?? 'unknown';
  switch (type) {
    case 'text':
      return { type: 'text', text: asText(block.text) ?? '' };
    case 'thinking':
      return { type: 'thinking', text: asText(block.thinking) ?? '' };
    case 'redacted_thinking':
      return { type: 'thinking', text: '' };
    case 'image':
      return readSource(block, 'image');
    case 'document':
      return readSource(block, 'file');
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use':
      return {
        type: 'tool-call',
        id: asText(block.id),
        name: asText(block.name) ?? 'unnamed',
        input: prettyJson(block.input ?? {}),
      };
    default:
      if (!type.endsWith('tool_result')) return { type: 'other', kind: type, json: prettyJson(value) };
      return toolResult(asText(block.tool_use_id), readResult(block.content), block.is_error === true);
  }
}

function readResult(content: unknown): ConversationPart[] {
  if (content === undefined) return [];
  if (asList(content) !== null || typeof content === 'string') return readContent(content);
  return [{ type: 'text', text: prettyJson(content) }];
}

function readSource(block: JsonRecord, kind: MediaPart['kind']): MediaPart {
  const source = asRecord(block.source) ?? {};
  const name = asText(block.title);
  if (source.type === 'base64') return mediaOf(source.data, asText(source.media_type), { kind, name });
  if (source.type === 'text') return { type: 'media', kind, description: name ?? 'text/plain', src: null };
  return mediaAt(source.url, { kind, name: name ?? asText(source.file_id) });
}
