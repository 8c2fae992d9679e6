import { anthropicModels } from './anthropic/models.ts';
import { countMessageTokens, messages } from './anthropic/messages.ts';
import { PromptCache } from './anthropic/prompt-cache.ts';
import { bedrock } from './bedrock/runtime.ts';
import { cohereChat, cohereRerank } from './cohere/chat.ts';
import { gemini } from './google/gemini.ts';
import { KeptObjects, newBatch, newMessageBatch } from './kept-objects.ts';
import { speech, transcription } from './openai/audio.ts';
import { chatCompletions } from './openai/chat-completions.ts';
import { completions } from './openai/completions.ts';
import { embeddings } from './openai/embeddings.ts';
import { Files } from './openai/files.ts';
import { images, moderations } from './openai/images.ts';
import { models } from './openai/models.ts';
import { responses } from './openai/responses.ts';
import type { Provider } from './provider-shape.ts';
import { isObject, json, ProviderRefusal, type Call, type Reply } from './reply.ts';

/** What one fake provider remembers between requests. */
export interface ProviderState {
  files: Files;
  promptCache: PromptCache;
  responses: KeptObjects;
  batches: KeptObjects;
  messageBatches: KeptObjects;
}

export function newProviderState(): ProviderState {
  return {
    files: new Files(),
    promptCache: new PromptCache(),
    responses: new KeptObjects(),
    batches: new KeptObjects(),
    messageBatches: new KeptObjects(),
  };
}

const posts: Record<string, (call: Call, state: ProviderState) => Reply> = {
  'chat/completions': chatCompletions,
  responses: (call, state) => keepResponse(responses(call), state),
  completions,
  embeddings,
  'audio/speech': speech,
  'audio/transcriptions': transcription,
  'audio/translations': transcription,
  'images/generations': images,
  'images/edits': images,
  moderations,
  batches: (call, state) => json(state.batches.keep(newBatch(call))),
  'messages/batches': (call, state) => json(state.messageBatches.keep(newMessageBatch(call))),
  'v2/chat': cohereChat,
  'v2/rerank': cohereRerank,
  messages: (call, state) => messages(call, state.promptCache),
  'messages/count_tokens': (call, state) => countMessageTokens(call, state.promptCache),
};

/** A plain answer can be read again, as with `store`. */
function keepResponse(reply: Reply, { responses: kept }: ProviderState): Reply {
  if (reply.kind === 'json' && isObject(reply.body)) kept.keep(reply.body);
  return reply;
}

/** Calls whose path names the model: Gemini and Vertex AI, Claude on Vertex AI, Bedrock. */
function answerByModel({ route, ...call }: Call, state: ProviderState): Reply | undefined {
  const [, named = '', action = ''] =
    /(?:^|\/)models\/([^/:]+):(\w+)$/.exec(route) ?? /^model\/([^/]+)\/([a-z-]+)$/.exec(route) ?? [];
  if (named === '') return undefined;
  const model = decodeURIComponent(named);
  const asked = { route, ...call };
  if (route.startsWith('model/')) return bedrock(asked, model, action, state.promptCache);
  if (!action.endsWith('awPredict')) return gemini(asked, model, action);
  return messages({ ...asked, body: { ...call.body, model } }, state.promptCache);
}

/** Finds the handler and runs it. Throws ProviderRefusal. */
export function answerCall(provider: Provider, call: Call, state: ProviderState): Reply {
  const { method, route } = call;
  const named = method === 'POST' ? answerByModel(call, state) : undefined;
  if (named !== undefined) return named;
  if (method === 'POST') {
    const handler = Object.hasOwn(posts, route) ? posts[route] : undefined;
    if (handler !== undefined) return handler(call, state);
  }
  if (method === 'GET' && (route === 'models' || route.startsWith('models/'))) {
    return provider === 'anthropic' ? anthropicModels(call) : models(call);
  }
  const [kind, ...rest] = route.split('/');
  if (kind === 'responses' && rest.length > 0) return state.responses.answer(method, rest);
  if (kind === 'batches') return state.batches.answer(method, rest);
  if (kind === 'messages' && rest[0] === 'batches') return state.messageBatches.answer(method, rest.slice(1));
  if (route === 'files' || route.startsWith('files/')) return state.files.answer(call);
  throw new ProviderRefusal(
    404,
    provider === 'anthropic' ? 'Not Found' : `Invalid URL (${method} /v1/${route})`,
  );
}
