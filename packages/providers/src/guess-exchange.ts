import type { ApiFormat } from './api-format.ts';
import { isObject, parseJson, type JsonObject } from './decode/json.ts';
import { formatOf } from './match-route.ts';
import { providerOfHost, providers } from './registry.ts';

export interface GuessedExchange {
  provider: string;
  apiFormat: ApiFormat;
}

/** What a call made elsewhere says of itself. */
export interface ToldExchange {
  /** The URL called; anything else where the caller doesn't tell. */
  url: string;
  /** A provider's name in whatever case; null where none was given. */
  provider: string | null;
  request: JsonObject;
  /** The answer's JSON, or the first event of a stream. */
  answer: JsonObject;
}

/** Whose call it was and in which wire format: by what was said, else by its URL, else by what it looks like. */
export function guessExchange({ url, provider, request, answer }: ToldExchange): GuessedExchange {
  const called = URL.canParse(url) ? new URL(url) : null;
  const byHost = called === null ? undefined : providerOfHost(called.hostname);
  const named = provider === null ? undefined : providerNamed(provider);
  const entry =
    named ?? byHost ?? providers.find(({ key }) => key === makerOf(answer.model ?? request.model));
  const byPath = called === null || entry === undefined ? 'other' : formatOf(entry, 'POST', called.pathname);
  return {
    provider: entry?.key ?? 'custom',
    apiFormat: byPath === 'other' ? formatByShape(request, answer) : byPath,
  };
}

/** The JSON that tells a text's format: its own, or the first event of a stream (SSE, one object per line). */
export function firstJson(text: string): JsonObject {
  const whole = parseJson(text);
  if (isObject(whole)) return whole;
  const line = /^(?:data:\s*)?(\{.*\})\s*$/m.exec(text.slice(0, 65_536))?.[1];
  const first = line === undefined ? undefined : parseJson(line);
  return isObject(first) ? first : {};
}

function providerNamed(name: string): (typeof providers)[number] | undefined {
  const wanted = name.toLowerCase();
  return providers.find(
    ({ key, displayName, hostLabels }) =>
      key === wanted || displayName.toLowerCase() === wanted || hostLabels.includes(wanted),
  );
}

/** Names of models that say whose they are. Open models are served by many, so theirs say nothing. */
const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:gpt-\d|o\d|chatgpt-|text-embedding-|dall-e-|gpt-image-|whisper-1|tts-1|ft:gpt-)/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^gemini-/, 'google'],
  [/^grok-/, 'xai'],
  [/^(?:mistral-|codestral-|magistral-|ministral-|pixtral-)/, 'mistral'],
  [/^deepseek-(?:chat|reasoner)/, 'deepseek'],
  [/^(?:command-|embed-|rerank-)/, 'cohere'],
  [/^sonar/, 'perplexity'],
];

function makerOf(model: unknown): string | undefined {
  if (typeof model !== 'string') return undefined;
  return MAKERS.find(([pattern]) => pattern.test(model))?.[1];
}

/** Fields that only one format's answers or requests have, the most telling first. */
function formatByShape(request: JsonObject, answer: JsonObject): ApiFormat {
  const is = (format: ApiFormat, ...tells: boolean[]): ApiFormat | undefined =>
    tells.some(Boolean) ? format : undefined;
  const type = typeof answer.type === 'string' ? answer.type : '';
  const object = typeof answer.object === 'string' ? answer.object : '';
  return (
    is('openai-responses', object === 'response', type.startsWith('response.')) ??
    is('openai-completions', object === 'text_completion') ??
    is('anthropic-messages', type === 'message', /^(?:message|content_block)_/.test(type), type === 'ping') ??
    is('gemini', Array.isArray(answer.candidates), isObject(answer.usageMetadata)) ??
    is('openai-chat', object.startsWith('chat.completion'), Array.isArray(answer.choices)) ??
    is('bedrock-converse', isObject(answer.output) && answer.stopReason !== undefined) ??
    is('openai-embeddings', object === 'list' && request.input !== undefined) ??
    is('openai-responses', request.messages === undefined && Array.isArray(request.input)) ??
    is('openai-chat', Array.isArray(request.messages)) ??
    'other'
  );
}
