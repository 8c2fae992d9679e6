import { describe, expect, it } from 'vitest';
import { fallbackRoute } from './fallback-route.ts';
import { createRouter } from './match-route.ts';
import { withModelInPath } from './decode/model-in-path.ts';

const router = createRouter({ compatible: { vllm: 'http://10.0.0.9:8000/v1' } });

function fall(path: string, to: { provider?: string; targetUrl?: string }, reshaped = false): unknown {
  const route = router.match({ method: 'POST', host: 'h', path, targetUrl: null, openaiApiBase: null });
  const url = to.targetUrl === undefined ? null : new URL(to.targetUrl);
  const targetUrl = url === null ? null : { origin: url.origin, basePath: url.pathname.replace(/\/$/, '') };
  const found = fallbackRoute(
    router,
    { method: 'POST', path, route, reshaped },
    { provider: to.provider ?? null, targetUrl },
  );
  return found.ok
    ? [found.route.origin + found.route.path, found.route.provider.key, found.route.apiFormat]
    : found.problem;
}

describe('a fallback to another provider', () => {
  it.each([
    ['/v1/chat/completions', 'groq', 'https://api.groq.com/openai/v1/chat/completions', 'openai-chat'],
    [
      '/groq/openai/v1/chat/completions',
      'openai',
      'https://api.openai.com/v1/chat/completions',
      'openai-chat',
    ],
    ['/groq/v1/chat/completions', 'perplexity', 'https://api.perplexity.ai/chat/completions', 'openai-chat'],
    [
      '/v1/embeddings',
      'google',
      'https://generativelanguage.googleapis.com/v1beta/openai/embeddings',
      'openai-embeddings',
    ],
    [
      '/google/v1beta/openai/chat/completions',
      'cohere',
      'https://api.cohere.com/compatibility/v1/chat/completions',
      'openai-chat',
    ],
    ['/v1/chat/completions', 'vllm', 'http://10.0.0.9:8000/v1/chat/completions', 'openai-chat'],
    ['/v1/messages', 'deepseek', 'https://api.deepseek.com/anthropic/v1/messages', 'anthropic-messages'],
    ['/anthropic/v1/messages', 'xai', 'https://api.x.ai/v1/messages', 'anthropic-messages'],
    [
      '/deepseek/anthropic/v1/messages',
      'anthropic',
      'https://api.anthropic.com/v1/messages',
      'anthropic-messages',
    ],
  ])('of %s to %s calls %s', (path, provider, url, format) => {
    expect(fall(path, { provider })).toEqual([url, provider, format]);
  });

  it('of another format is refused, unless the body is said to fit it', () => {
    expect(fall('/v1/chat/completions', { provider: 'anthropic' })).toMatch(
      /Anthropic does not speak openai-chat/,
    );
    expect(fall('/v1/messages', { provider: 'openai' })).toMatch(/OpenAI does not speak anthropic-messages/);
    expect(fall('/mistral/v1/fim/completions', { provider: 'openai' })).toMatch(/does not speak/);
    expect(fall('/v1/chat/completions', { provider: 'anthropic' }, true)).toEqual([
      'https://api.anthropic.com/v1/messages',
      'anthropic',
      'anthropic-messages',
    ]);
  });

  it('that has no one place, or that nobody knows, is refused', () => {
    expect(fall('/v1/chat/completions', { provider: 'azure' })).toMatch(/name it with target-url/);
    expect(fall('/v1/chat/completions', { provider: 'acme' })).toMatch(
      /no provider "acme"; known are openai, .*vllm/,
    );
  });

  it('that is the first one stays where it is', () => {
    expect(fall('/openai/v1/chat/completions', { provider: 'openai' })).toEqual([
      'https://api.openai.com/v1/chat/completions',
      'openai',
      'openai-chat',
    ]);
  });
});

describe('a fallback to a server that the caller names', () => {
  it.each([
    [
      '/openai/v1/chat/completions',
      'https://llm.example.com',
      'https://llm.example.com/v1/chat/completions',
      'custom',
    ],
    [
      '/v1/chat/completions',
      'https://llm.example.com/v1',
      'https://llm.example.com/v1/chat/completions',
      'custom',
    ],
    [
      '/v1/chat/completions',
      'https://api.anthropic.com',
      'https://api.anthropic.com/v1/chat/completions',
      'anthropic',
    ],
    [
      '/groq/openai/v1/chat/completions',
      'https://eu.api.openai.com',
      'https://eu.api.openai.com/v1/chat/completions',
      'openai',
    ],
  ])('of %s to %s calls %s in the same format', (path, targetUrl, url, provider) => {
    expect(fall(path, { targetUrl })).toEqual([url, provider, 'openai-chat']);
  });
});

it.each([
  ['/v1beta/models/gemini-2.5-pro:generateContent', '/v1beta/models/gemini-2.5-flash:generateContent'],
  ['/model/anthropic.claude-v2/invoke', '/model/gemini-2.5-flash/invoke'],
  ['/openai/deployments/models/chat/completions', '/openai/deployments/gemini-2.5-flash/chat/completions'],
  ['/v1/models/models:embedContent', '/v1/models/gemini-2.5-flash:embedContent'],
  ['/v1/chat/completions', null],
])('the model in the path %s is replaced: %s', (path, changed) => {
  expect(withModelInPath(path, 'gemini-2.5-flash')).toBe(changed);
});
