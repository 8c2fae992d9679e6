import type { ConversationPart, MediaPart } from './conversation.ts';

/** The result of a tool from the parts of its content: texts one below the other, media beside them. */
export function toolResult(
  id: string | null,
  parts: readonly ConversationPart[],
  failed: boolean,
): ConversationPart {
  const media = parts.filter((part): part is MediaPart => part.type === 'media');
  const text = parts.flatMap(plainText).join('\n');
  return { type: 'tool-result', id, text, failed, ...(media.length > 0 && { media }) };
}

function plainText(part: ConversationPart): string[] {
  if (part.type === 'text') return [part.text];
  if (part.type === 'media') return part.src === null ? [`[${part.kind}: ${part.description}]`] : [];
  return [part.type === 'other' ? part.json : `[${part.type}]`];
}
