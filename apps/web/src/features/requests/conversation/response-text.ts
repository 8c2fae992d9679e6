import type { Conversation } from './read-conversation.ts';

/** What the answer says, without its reasoning: texts, refusals and calls of tools, one below the other; '' where nothing. */
export function responseText({ response }: Conversation): string {
  return response
    .flatMap(({ parts }) => parts)
    .flatMap((part) => {
      if (part.type === 'text' || part.type === 'refusal') return [part.text];
      return part.type === 'tool-call' ? [`${part.name}(${part.input})`] : [];
    })
    .join('\n\n');
}
