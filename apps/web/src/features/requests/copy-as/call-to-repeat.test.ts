import { describe, expect, test } from 'vitest';
import { sampleCall } from '../testing/sample-call.ts';
import { sampleRequest } from '../testing/sample-request.ts';
import { callToRepeat } from './call-to-repeat.ts';
import { curlCall } from './curl-call.ts';
import { pythonCall } from './python-call.ts';
import { typescriptCall } from './typescript-call.ts';

describe('the way through the proxy', () => {
  const way = (provider: string, targetOrigin: string, requestPath: string, demo: string | null = null) => {
    const call = callToRepeat(
      {
        ...sampleRequest({ provider, path: requestPath }),
        targetOrigin,
        request: { bytes: 0, text: null, truncated: false, omitted: false, headers: {} },
      },
      { proxyUrl: 'http://proxy', demoProviderUrl: demo },
    );
    const target = call.headers.find(([name]) => name === 'Helicone-Target-Url')?.[1].join('') ?? null;
    return [call.url, target, call.providerKey];
  };

  test.each([
    [
      'openai',
      'https://api.openai.com',
      '/v1/chat/completions',
      ['http://proxy/v1/chat/completions', null, 'OPENAI_API_KEY'],
    ],
    [
      'openai',
      'https://eu.api.openai.com',
      '/v1/responses',
      ['http://proxy/v1/responses', 'https://eu.api.openai.com', 'OPENAI_API_KEY'],
    ],
    [
      'groq',
      'https://api.groq.com',
      '/openai/v1/chat/completions',
      ['http://proxy/groq/openai/v1/chat/completions', null, 'GROQ_API_KEY'],
    ],
    [
      'azure',
      'https://r.openai.azure.com',
      '/openai/deployments/d/chat/completions',
      [
        'http://proxy/openai/deployments/d/chat/completions',
        'https://r.openai.azure.com',
        'AZURE_OPENAI_API_KEY',
      ],
    ],
    [
      'custom',
      'https://llm.example.org',
      '/v1/x',
      ['http://proxy/v1/x', 'https://llm.example.org', 'PROVIDER_API_KEY'],
    ],
  ])('%s at %s%s', (provider, target, requestPath, expected) => {
    expect(way(provider, target, requestPath)).toEqual(expected);
  });

  test('the built-in fake provider needs no key', () => {
    expect(way('anthropic', 'http://127.0.0.1:18800', '/v1/messages', 'http://proxy/demo')).toEqual([
      'http://proxy/demo/anthropic/v1/messages',
      null,
      null,
    ]);
  });
});

test('what can’t be sent again as it was is said', () => {
  expect(curlCall(sampleCall('http://proxy', '{"a"', {}, { truncated: true }))).toMatch(
    /^# The body was cut at the capture limit/,
  );
  expect(pythonCall(sampleCall('http://proxy', null, {}, { omitted: true }))).toMatch(
    /^# The body was not kept/,
  );
  expect(typescriptCall(sampleCall('http://proxy', null, {}, { bytes: 12 }))).toMatch(
    /^\/\/ The body \(12 bytes\) is not text/,
  );
});
