'use client';
import { useEffect, useMemo, useState } from 'react';
import { type Conversation, type Exchange, conversationSize, readConversation } from './read-conversation.ts';

/** Characters up to which an exchange is read at once; a worker reads longer ones. */
const AT_ONCE = 256 * 1024;

/** `reading` while a worker is at it; null where the bodies aren't a conversation, or could not be read. */
export function useConversation(exchange: Exchange): Conversation | null | 'reading' {
  const isSmall = conversationSize(exchange) <= AT_ONCE;
  const small = useMemo(() => (isSmall ? readConversation(exchange) : null), [exchange, isSmall]);
  const [large, setLarge] = useState<{ exchange: Exchange; conversation: Conversation | null }>();

  useEffect(() => {
    if (isSmall) return undefined;
    const worker = new Worker(new URL('./conversation.worker.ts', import.meta.url), { type: 'module' });
    const end = (conversation: Conversation | null): void => {
      setLarge({ exchange, conversation });
      worker.terminate();
    };
    worker.addEventListener('error', () => end(null));
    worker.addEventListener('message', ({ data }: MessageEvent<Conversation | null>) => end(data));
    const { apiFormat, request, response } = exchange;
    worker.postMessage({
      apiFormat,
      request: { text: request.text },
      // A stream is read from its assembled message; its events need not be copied.
      response: { text: response.message ? null : response.text, message: response.message },
    } satisfies Exchange);
    return () => worker.terminate();
  }, [exchange, isSmall]);

  if (isSmall) return small;
  return large?.exchange === exchange ? large.conversation : 'reading';
}
