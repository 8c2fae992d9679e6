import { anthropicModels } from './anthropic/models.ts';
import { countMessageTokens, messages } from './anthropic/messages.ts';
import { PromptCache } from './anthropic/prompt-cache.ts';
import { speech, transcription } from './openai/audio.ts';
import { chatCompletions } from './openai/chat-completions.ts';
import { completions } from './openai/completions.ts';
import { embeddings } from './openai/embeddings.ts';
import { Files } from './openai/files.ts';
import { models } from './openai/models.ts';
import { responses } from './openai/responses.ts';
import type { Provider } from './provider-shape.ts';
import { ProviderRefusal, type Call, type Reply } from './reply.ts';

/** What one fake provider remembers between requests. */
export interface ProviderState {
  files: Files;
  promptCache: PromptCache;
}

export function newProviderState(): ProviderState {
  return { files: new Files(), promptCache: new PromptCache() };
}

const posts: Record<string, (call: Call, state: ProviderState) => Reply> = {
  'chat/completions': chatCompletions,
  responses,
  completions,
  embeddings,
  'audio/speech': speech,
  'audio/transcriptions': transcription,
  'audio/translations': transcription,
  messages: (call, state) => messages(call, state.promptCache),
  'messages/count_tokens': (call, state) => countMessageTokens(call, state.promptCache),
};

/** Finds the handler and runs it. Throws ProviderRefusal. */
export function answerCall(provider: Provider, call: Call, state: ProviderState): Reply {
  const { method, route } = call;
  if (method === 'POST') {
    const handler = Object.hasOwn(posts, route) ? posts[route] : undefined;
    if (handler !== undefined) return handler(call, state);
  }
  if (method === 'GET' && (route === 'models' || route.startsWith('models/'))) {
    return provider === 'anthropic' ? anthropicModels(call) : models(call);
  }
  if (route === 'files' || route.startsWith('files/')) return state.files.answer(call);
  throw new ProviderRefusal(
    404,
    provider === 'anthropic' ? 'Not Found' : `Invalid URL (${method} /v1/${route})`,
  );
}
