import type { ConversationItem } from './conversation.ts';

/** A part's place: message, then part of it. */
export type PartKey = `${number}.${number}`;
export const partKey = (message: number, part: number): PartKey => `${message}.${part}`;

export interface ToolMatch {
  /** Of the tool that was called. */
  name: string;
  /** The result of a call, or the call of a result. */
  other: PartKey;
}

/**
 * Which result belongs to which call, both ways: by id, and where a format has none (Gemini's) by name in the order of
 * the calls. Parts without a counterpart are left out.
 */
export function matchTools(items: readonly ConversationItem[]): Map<PartKey, ToolMatch> {
  const matches = new Map<PartKey, ToolMatch>();
  const waiting: { key: PartKey; id: string | null; name: string }[] = [];
  for (const [message, { parts }] of items.entries()) {
    for (const [place, part] of parts.entries()) {
      const key = partKey(message, place);
      if (part.type === 'tool-call') waiting.push({ key, id: part.id, name: part.name });
      if (part.type !== 'tool-result' || part.id === null) continue;
      const byId = waiting.findIndex(({ id }) => id === part.id);
      const found = byId === -1 ? waiting.findIndex(({ id, name }) => id === null && name === part.id) : byId;
      const [call] = found === -1 ? [] : waiting.splice(found, 1);
      if (call === undefined) continue;
      matches.set(call.key, { name: call.name, other: key });
      matches.set(key, { name: call.name, other: call.key });
    }
  }
  return matches;
}
