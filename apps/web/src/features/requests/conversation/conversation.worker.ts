import { type Exchange, readConversation } from './read-conversation.ts';

/** Reads one large exchange as a conversation beside the page. */
self.addEventListener('message', ({ data }: MessageEvent<Exchange>) => {
  self.postMessage(readConversation(data));
});
