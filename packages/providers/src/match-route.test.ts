import { HeliographError } from '@heliograph/contracts/error-codes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRouter, errorShapeOfPath, type Route, type RouteRequest } from './match-route.ts';
import { readBaseUrl } from './join-path.ts';

const router = createRouter({
  compatible: { 'my-llm': 'http://10.0.0.5:11434/v1' },
  demoBaseUrl: 'http://127.0.0.1:18800',
});

function match(path: string, over: Partial<RouteRequest> = {}, using = router): Route {
  return using.match({
    method: 'POST',
    host: 'localhost:8787',
    path,
    targetUrl: null,
    openaiApiBase: null,
    ...over,
  });
}
function where(path: string, over: Partial<RouteRequest> = {}, using = router): string {
  const { provider, apiFormat, origin, path: sent } = match(path, over, using);
  return `${provider.key} ${apiFormat} ${origin}${sent}`;
}
function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof HeliographError) return error.code;
    throw error;
  }
  return 'none';
}

describe('createRouter', () => {
  it.each([
    ['/v1/chat/completions', 'openai openai-chat https://api.openai.com/v1/chat/completions'],
    ['/v1/responses', 'openai openai-responses https://api.openai.com/v1/responses'],
    ['/v1/embeddings', 'openai openai-embeddings https://api.openai.com/v1/embeddings'],
    ['/v1/completions', 'openai openai-completions https://api.openai.com/v1/completions'],
    ['/v1/files', 'openai other https://api.openai.com/v1/files'],
    ['/openai/v1/chat/completions', 'openai openai-chat https://api.openai.com/v1/chat/completions'],
    ['/v1/messages', 'anthropic anthropic-messages https://api.anthropic.com/v1/messages'],
    ['/v1/messages/count_tokens', 'anthropic other https://api.anthropic.com/v1/messages/count_tokens'],
    ['/v1/messagesque', 'openai other https://api.openai.com/v1/messagesque'],
    ['/anthropic/v1/messages', 'anthropic anthropic-messages https://api.anthropic.com/v1/messages'],
    ['/together/v1/chat/completions', 'together openai-chat https://api.together.xyz/v1/chat/completions'],
    [
      '/azure/my-res/openai/deployments/d/chat/completions',
      'azure openai-chat https://my-res.openai.azure.com/openai/deployments/d/chat/completions',
    ],
    ['/my-llm/v1/chat/completions', 'my-llm openai-chat http://10.0.0.5:11434/v1/chat/completions'],
    ['/my-llm/chat/completions', 'my-llm openai-chat http://10.0.0.5:11434/v1/chat/completions'],
    ['/demo/v1/chat/completions', 'openai openai-chat http://127.0.0.1:18800/v1/chat/completions'],
    ['/groq/v1/chat/completions', 'groq openai-chat https://api.groq.com/openai/v1/chat/completions'],
    ['/groq/openai/v1/models', 'groq other https://api.groq.com/openai/v1/models'],
    ['/perplexity/v1/chat/completions', 'perplexity openai-chat https://api.perplexity.ai/chat/completions'],
    [
      '/deepinfra/v1/embeddings',
      'deepinfra openai-embeddings https://api.deepinfra.com/v1/openai/embeddings',
    ],
    ['/deepinfra/v1/inference/x', 'deepinfra other https://api.deepinfra.com/v1/inference/x'],
    ['/openrouter/v1/responses', 'openrouter openai-responses https://openrouter.ai/api/v1/responses'],
    [
      '/google/v1beta/models/gemini-2.5-flash:streamGenerateContent',
      'google gemini https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent',
    ],
    [
      '/vertex/v1/projects/p/locations/global/publishers/anthropic/models/m:streamRawPredict',
      'vertex anthropic-messages https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/m:streamRawPredict',
    ],
    [
      '/bedrock/us-east-1/model/a.b-v1%3A0/invoke',
      'bedrock bedrock-invoke https://bedrock-runtime.us-east-1.amazonaws.com/model/a.b-v1%3A0/invoke',
    ],
    ['/demo/anthropic/v1/messages', 'anthropic anthropic-messages http://127.0.0.1:18800/v1/messages'],
  ])('%s by path', (path, expected) => {
    expect(where(path)).toBe(expected);
  });

  it.each([
    [
      'oai.example.com',
      '/v1/chat/completions',
      'openai openai-chat https://api.openai.com/v1/chat/completions',
    ],
    ['OpenAI.example.com:443', '/v1/models', 'openai other https://api.openai.com/v1/models'],
    [
      'anthropic.localhost:8787',
      '/v1/messages',
      'anthropic anthropic-messages https://api.anthropic.com/v1/messages',
    ],
    [
      'together.example.com',
      '/v1/embeddings',
      'together openai-embeddings https://api.together.xyz/v1/embeddings',
    ],
    [
      'azure.example.com',
      '/my-res/openai/deployments/d/chat/completions',
      'azure openai-chat https://my-res.openai.azure.com/openai/deployments/d/chat/completions',
    ],
    ['my-llm.example.com', '/v1/models', 'my-llm other http://10.0.0.5:11434/v1/models'],
    ['x.example.com', '/v1/chat/completions', 'xai openai-chat https://api.x.ai/v1/chat/completions'],
    [
      'gemini.example.com',
      '/v1beta/models/m:generateContent',
      'google gemini https://generativelanguage.googleapis.com/v1beta/models/m:generateContent',
    ],
    ['127.0.0.1:8787', '/v1/models', 'openai other https://api.openai.com/v1/models'],
    ['proxy.example.com', '/anthropic/v1/models', 'anthropic other https://api.anthropic.com/v1/models'],
  ])('%s%s by host', (host, path, expected) => {
    expect(where(path, { host })).toBe(expected);
  });

  it('counts only POSTs as model calls', () => {
    expect(match('/v1/chat/completions', { method: 'GET' }).apiFormat).toBe('other');
  });

  it.each([
    ['https://corp.example/llm', '/v1/chat/completions', 'https://corp.example/llm/v1/chat/completions'],
    ['https://corp.example/llm/v1/', '/v1/chat/completions', 'https://corp.example/llm/v1/chat/completions'],
    ['http://127.0.0.1:9/', '/openai/v1/models', 'http://127.0.0.1:9/v1/models'],
  ])('joins the operator’s base URL %s with %s', (baseUrl, path, expected) => {
    const route = match(path, {}, createRouter({ baseUrls: { openai: baseUrl } }));
    expect(route.origin + route.path).toBe(expected);
    expect(route.trusted).toBe(true);
  });

  it('calls the server that the caller names, with the path as it is, and trusts it not', () => {
    const route = match('/v9/anything', { targetUrl: readBaseUrl('https://llm.example/base/') });
    expect(route).toMatchObject({ origin: 'https://llm.example', path: '/base/v9/anything', trusted: false });
    expect(route.provider.key).toBe('custom');
    expect(match('/v1/messages', { targetUrl: readBaseUrl('https://api.anthropic.com') }).provider.key).toBe(
      'anthropic',
    );
  });

  it('knows Azure’s paths from OpenAI’s behind an API base', () => {
    const azure = readBaseUrl('https://res.openai.azure.com');
    expect(where('/openai/v1/responses', { openaiApiBase: azure })).toBe(
      'azure openai-responses https://res.openai.azure.com/openai/v1/responses',
    );
    const other = readBaseUrl('https://llm.example/v1');
    expect(where('/openai/v1/chat/completions', { openaiApiBase: other })).toBe(
      'custom openai-chat https://llm.example/v1/chat/completions',
    );
  });

  it.each([
    '/',
    '/nope',
    '/openai',
    '/azure/res',
    '/azure/bad_res/openai/x',
    '/azure/openai/x',
    '/v1',
    '/demo/x',
    '/V1/models',
  ])('refuses %s, naming the known prefixes', (path) => {
    expect(codeOf(() => match(path))).toBe('unknown_path');
    expect(() => match(path)).toThrow(
      /Known prefixes: \/v1\/…, \/openai\/…, \/anthropic\/…, \/azure\/<resource>\/…, .*\/vertex\/…, .*\/my-llm\/…/,
    );
  });

  it('has no demo route where no fake provider runs', () => {
    expect(codeOf(() => match('/demo/v1/models', {}, createRouter()))).toBe('unknown_path');
  });

  it.each([
    '/openai/../x',
    '/openai/v1/..',
    '/openai/%2e%2E/x',
    '/v1/a%2f..%2Fb',
    '/v1/.%2e/b',
    '/v1/..;/b',
    '/v1/a\\b',
    '/v1/a%5c..%5cb',
    '/v1/a b',
    '/v1/a\r\nHost: evil',
    'http://evil.example/v1/x',
  ])('refuses the trick %j', (path) => {
    expect(codeOf(() => match(path))).toBe('invalid_request');
  });

  it('lets dots in names pass', () => {
    expect(match('/v1/models/gpt-4.1..beta').path).toBe('/v1/models/gpt-4.1..beta');
  });

  it('never leaves the servers it knows and never fails in another way', { timeout: 60_000 }, () => {
    const known =
      /^(https:\/\/api\.(openai\.com|anthropic\.com|together\.xyz)|https:\/\/[a-z0-9-]+\.openai\.azure\.com|http:\/\/10\.0\.0\.5:11434|http:\/\/127\.0\.0\.1:18800)$/i;
    const segment = fc.oneof(
      fc.constantFrom(
        'v1',
        'openai',
        'azure',
        'demo',
        'anthropic',
        'messages',
        '..',
        '.',
        '%2e%2e',
        '',
        '@evil.example',
        '\\',
        ':80',
        '%00',
      ),
      fc.string({ unit: 'binary' }),
    );
    const paths = fc.array(segment, { maxLength: 8 }).map((segments) => `/${segments.join('/')}`);
    const hosts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('oai.x', 'azure.x', '.', '[::1]:80', ''),
    );
    fc.assert(
      fc.property(hosts, fc.oneof(paths, fc.string({ unit: 'binary' })), (host, path) => {
        try {
          const route = match(path, { host });
          expect(route.origin).toMatch(known);
          expect(route.path.startsWith('/')).toBe(true);
          expect(new URL(route.origin + route.path).origin).toBe(route.origin.toLowerCase());
        } catch (error) {
          expect(error).toBeInstanceOf(HeliographError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('errorShapeOfPath', () => {
  it.each([
    ['localhost', '/anthropic/nope', 'anthropic'],
    ['localhost', '/demo/anthropic/x', 'anthropic'],
    ['localhost', '/v1/messages', 'anthropic'],
    ['anthropic.example.com', '/x', 'anthropic'],
    ['localhost', '/nope', 'openai'],
  ])('%s%s → %s', (host, path, shape) => {
    expect(errorShapeOfPath(host, path)).toBe(shape);
  });
});
