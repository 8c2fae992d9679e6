'use client';
import { createContext, useContext } from 'react';
import { wordPattern } from '../body/find-in-body.ts';
import type { ConversationItem, ConversationPart } from '../conversation/conversation.ts';

/** The words that are looked for in the conversation, '' for none: what may hold them is unfolded. */
export const FindWordsContext = createContext('');

/** Whether the text may hold the words that are looked for. False while nothing is. */
export function useMayHold(text: string): boolean {
  const words = useContext(FindWordsContext);
  return words !== '' && mayHold(text, words);
}

/**
 * Whether every single word stands in the text as it was written. What is drawn of it can hold them next to each other
 * only then; whether it does is seen when it is drawn, for marks of Markdown may stand between.
 */
export function mayHold(text: string, words: string): boolean {
  return words
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => wordPattern(word).test(text));
}

/** The places of messages that may hold the words, at most so many. */
export function messagesThatMayHold(
  items: readonly ConversationItem[],
  words: string,
  most: number,
): number[] {
  const places: number[] = [];
  if (words.trim() === '') return places;
  for (const [place, { parts }] of items.entries()) {
    if (places.length === most) break;
    if (parts.some((part) => mayHold(textOf(part), words))) places.push(place);
  }
  return places;
}

/** All that is drawn of a part. */
function textOf(part: ConversationPart): string {
  switch (part.type) {
    case 'media':
      return part.description;
    case 'tool-call':
      return `${part.name} ${part.id ?? ''} ${part.input}`;
    case 'tool-result':
      return `${part.id ?? ''} ${part.text} ${part.media?.map(({ description }) => description).join(' ') ?? ''}`;
    case 'other':
      return `${part.kind} ${part.json}`;
    default:
      return part.text;
  }
}
