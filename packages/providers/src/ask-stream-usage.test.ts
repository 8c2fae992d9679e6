import { describe, expect, it } from 'vitest';
import { mayAskStreamUsage } from './ask-stream-usage.ts';
import { createRouter } from './match-route.ts';

const router = createRouter({ compatible: { vllm: 'http://10.0.0.5:8000' } });

function ask(path: string, query = '', wish: boolean | null = null, target: string | null = null): boolean {
  const targetUrl = target === null ? null : { origin: target, basePath: '' };
  const route = router.match({ method: 'POST', host: 'localhost', path, targetUrl, openaiApiBase: null });
  return mayAskStreamUsage(route, query, wish);
}

describe('a chat stream may be asked for its usage', () => {
  it.each([
    ['/v1/chat/completions', ''],
    ['/together/v1/chat/completions', ''],
    ['/groq/v1/chat/completions', ''],
    ['/google/v1beta/openai/chat/completions', ''],
    ['/azure/res/openai/deployments/d/chat/completions', '?api-version=2024-09-01-preview'],
    ['/azure/res/openai/deployments/d/chat/completions', '?a=b&api-version=2024-10-21'],
    ['/azure/res/openai/deployments/d/chat/completions', '?api-version=2025-01-01-preview'],
    ['/azure/res/openai/v1/chat/completions', ''],
  ])('by default at %s%s', (path, query) => {
    expect(ask(path, query)).toBe(true);
    expect(ask(path, query, false)).toBe(false);
  });

  it.each([
    ['/azure/res/openai/deployments/d/chat/completions', '?api-version=2024-06-01'],
    ['/azure/res/openai/deployments/d/chat/completions', '?api-version=2024-08-01-preview'],
    ['/azure/res/openai/deployments/d/chat/completions', ''],
    ['/vllm/v1/chat/completions', ''],
  ])('only on request at %s%s', (path, query) => {
    expect(ask(path, query)).toBe(false);
    expect(ask(path, query, true)).toBe(true);
  });

  it('at a server that the caller named by what its host is', () => {
    expect(ask('/v1/chat/completions', '', null, 'https://api.openai.com')).toBe(true);
    expect(ask('/v1/chat/completions', '', null, 'https://llm.example.com')).toBe(false);
    expect(ask('/v1/chat/completions', '', true, 'https://llm.example.com')).toBe(true);
  });

  it.each([
    '/mistral/v1/chat/completions',
    '/perplexity/chat/completions',
    '/vertex/v1/projects/p/locations/l/publishers/mistralai/models/m:streamRawPredict',
    '/v1/messages',
    '/v1/responses',
    '/v1/completions',
    '/v1/embeddings',
    '/v1/files',
  ])('never at %s', (path) => expect(ask(path, '', true)).toBe(false));
});
