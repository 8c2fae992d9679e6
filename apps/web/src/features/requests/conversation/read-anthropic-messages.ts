import type { ConversationItem, ConversationPart } from './conversation.ts';
import { describeBase64, describeUrl } from './describe-media.ts';
import { type JsonRecord, asList, asRecord, asText, prettyJson } from './json.ts';

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
      return { type: 'media', kind: 'image', description: describeSource(block) };
    case 'document':
      return { type: 'media', kind: 'file', description: asText(block.title) ?? describeSource(block) };
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
      return {
        type: 'tool-result',
        id: asText(block.tool_use_id),
        text: resultText(block.content),
        failed: block.is_error === true,
      };
  }
}

function resultText(content: unknown): string {
  const parts = asList(content) === null && typeof content !== 'string' ? null : readContent(content);
  if (parts === null) return content === undefined ? '' : prettyJson(content);
  return parts
    .map((part) => {
      if (part.type === 'text') return part.text;
      if (part.type === 'media') return `[${part.kind}: ${part.description}]`;
      return part.type === 'other' ? part.json : `[${part.type}]`;
    })
    .join('\n');
}

function describeSource(block: JsonRecord): string {
  const source = asRecord(block.source) ?? {};
  if (source.type === 'base64') return describeBase64(asText(source.media_type), source.data);
  if (source.type === 'text') return 'text/plain';
  return asText(source.file_id) ?? describeUrl(source.url);
}
